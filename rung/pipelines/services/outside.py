"""What a stage asked for outside goes when the stage waits no more."""

from procrastinate.contrib.django import app

from rung.pipelines.models import StageRun

FORGET = "forget_outside"  # the task's name: this room lies below the tasks
AGAIN_MINUTES = 10  # longer than any single call of a worker that did not know yet


def have_forgotten(row: StageRun) -> None:
    """Queue the removal of what a stage left outside, in the open transaction.

    Twice: at once, and when a worker that was in the middle of asking has
    certainly ended. A stage that asked for nothing queues nothing.
    """
    if not row.outside:
        return
    for minutes in (0, AGAIN_MINUTES):
        app.configure_task(FORGET, queue="upkeep", schedule_in={"minutes": minutes}).defer(run_id=str(row.run_id))
