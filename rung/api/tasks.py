"""The worker's upkeep of kept answers."""

from procrastinate.contrib.django import app

from rung.api.services import answers
from rung.common import clock


@app.periodic(cron="*/10 * * * *")
@app.task(name="purge_kept_answers", queue="upkeep", queueing_lock="purge_kept_answers")
def purge_kept_answers(timestamp: int) -> None:  # noqa: ARG001 — a periodic task is given its time
    """Remove answers that nobody may ask for again."""
    answers.purge(at=clock.now())
