"""The worker's tasks: load by id, call one function."""

import uuid
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from rung.common import clock
from rung.pipelines import engine, flows, services
from rung.pipelines.errors import FenceLost, StageWaits, WorkerStopping
from rung.pipelines.services import queue
from rung.pipelines.services.ending import FORGET

log = structlog.get_logger("rung.pipelines")

FIRST = 100  # before anything else that waits: a full queue must not hide that it is full

# The engine counts failures of a stage and gives up; this only bounds what it cannot count.
MOST_ATTEMPTS = 1000
RETRY = RetryStrategy(max_attempts=MOST_ATTEMPTS, wait=1, linear_wait=1)
LONGEST_WAIT_SECONDS = 60  # after a failure: a stage that waited was visited often, and visits count as attempts


class ComeBack(BaseRetryStrategy):
    """When a job is taken up again: a stage that waits says it itself; after a failure, the later the oftener."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when, or None where it was tried too often."""
        if isinstance(exception, StageWaits):
            seconds = exception.seconds
        elif job.attempts < MOST_ATTEMPTS:
            seconds = min(1 + job.attempts, LONGEST_WAIT_SECONDS)
        else:
            return None
        return RetryDecision(retry_at=clock.now() + timedelta(seconds=seconds))


@app.task(name="run_pipeline", queue="pipelines", retry=ComeBack(), pass_context=True)
def run_pipeline(context: JobContext, run_id: str, clinician_id: str) -> None:
    """Take one run to its end as whoever asked for it, or hand it back."""
    run, by = uuid.UUID(run_id), uuid.UUID(clinician_id)
    try:
        engine.advance(run, flows.recipe_of, by_id=by, must_stop=context.should_abort)
    except FenceLost:
        return  # another worker has it
    except (InterfaceError, OperationalError, StageWaits, WorkerStopping):
        raise  # nobody's fault: come back without counting
    except Exception:
        if engine.count_failure(run, by_id=by) >= engine.MAX_FAILURES:
            engine.give_up(run, flows.recipe_of, by_id=by, code="unexpected")
            return
        raise


@app.task(name=FORGET, queue="upkeep", retry=ComeBack())
def forget_outside(run_id: str) -> None:
    """Remove what a run that waits no more left outside; what refuses is tried again."""
    flows.forget(uuid.UUID(run_id))


@app.periodic(cron="* * * * * */5")
@app.task(name="retry_stalled_jobs", queue="upkeep", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 — a periodic task is given its time
    """Put jobs of killed workers back: their heartbeat has stopped."""
    manager = context.app.job_manager
    stalled = await manager.get_stalled_jobs(seconds_since_heartbeat=settings.WORKER_STALLED_SECONDS)
    for job in stalled:
        log.warning("job of a stopped worker is put back", job_id=job.id)
        await manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(name="measure_queue", queue="upkeep", queueing_lock="measure_queue", priority=FIRST)
def measure_queue(timestamp: int) -> None:  # noqa: ARG001 — a periodic task is given its time
    """Say how the queue stands: alarms and the number of workers follow these lines."""
    found = queue.measure_queue(at=clock.now())
    log.info("queue measured", waiting=found.waiting, oldest_seconds=found.oldest_seconds, failed=found.failed)


@app.periodic(cron="17 3 * * *")
@app.task(name="purge_recordings", queue="upkeep", queueing_lock="purge_recordings", retry=RETRY)
def purge_recordings(timestamp: int) -> None:  # noqa: ARG001 — a periodic task is given its time
    """Remove recordings whose time is over, at night; a failure is tried again where it stopped."""
    log.info("recordings purged", count=services.purge_recordings(at=clock.now()))


@app.periodic(cron="*/5 * * * *")
@app.task(name="remind_of_risk", queue="upkeep", queueing_lock="remind_of_risk", retry=RETRY)
def remind_of_risk(timestamp: int) -> None:  # noqa: ARG001 — a periodic task is given its time
    """Remind of risk that waits too long; missed times are made up for by the next one."""
    log.info("risk reminders written", count=services.remind_of_risk(at=clock.now()))


@app.periodic(cron="*/10 * * * *")
@app.task(name="tell_of_waiting", queue="upkeep", queueing_lock="tell_of_waiting", retry=RETRY)
def tell_of_waiting(timestamp: int) -> None:  # noqa: ARG001 — a periodic task is given its time
    """Tell people of notes, drafts and consents that wait; missed times are made up for by the next one."""
    log.info("notices written", count=services.tell_of_waiting(at=clock.now()))
