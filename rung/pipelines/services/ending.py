"""End a run where it stands; what a stage asked for outside goes when the stage waits no more."""

import uuid
from datetime import datetime

from procrastinate.contrib.django import app

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients.errors import ConsentWithdrawn
from rung.pipelines.enums import SETTLED, RunStatus, StageStatus
from rung.pipelines.models import PipelineRun, StageRun

FORGET = "forget_outside"  # the task's name: this room lies below the tasks
AGAIN_MINUTES = 10  # longer than any single call of a worker that did not know yet


def cancel_run(run: PipelineRun, *, by: Clinician, at: datetime, code: str = ConsentWithdrawn.code) -> None:
    """End a run where it stands, in the open transaction; its worker can commit nothing more."""
    stage = run.stages.exclude(status__in=SETTLED).first()
    if stage is not None:
        stage.status, stage.reason, stage.finished_at = StageStatus.STOPPED, code, at
        stage.save(update_fields=["status", "reason", "finished_at"])
        have_forgotten(stage)
    run.status, run.finished_at, run.fence = RunStatus.CANCELED, at, uuid.uuid4()
    run.save(update_fields=["status", "finished_at", "fence"])
    audit.record(audit.Act.FINISH, by=by, at=at, subject=audit.Subject("run", run.id, run.client_id))


def have_forgotten(row: StageRun) -> None:
    """Queue the removal of what a stage left outside, in the open transaction.

    Twice: at once, and when a worker that was in the middle of asking has
    certainly ended. A stage that asked for nothing queues nothing.
    """
    if not row.outside:
        return
    for minutes in (0, AGAIN_MINUTES):
        app.configure_task(FORGET, queue="upkeep", schedule_in={"minutes": minutes}).defer(run_id=str(row.run_id))
