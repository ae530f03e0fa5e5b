"""The worker's tasks: load by id, call one function."""

import uuid

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from rung.common import clock
from rung.pipelines import engine, flows, services
from rung.pipelines.errors import FenceLost, WorkerStopping
from rung.pipelines.services import queue

log = structlog.get_logger("rung.pipelines")

FIRST = 100  # before anything else that waits: a full queue must not hide that it is full

# The engine counts failures of a stage and gives up; this only bounds what it cannot count.
RETRY = RetryStrategy(max_attempts=1000, wait=1, linear_wait=1)


@app.task(name="run_pipeline", queue="pipelines", retry=RETRY, pass_context=True)
def run_pipeline(context: JobContext, run_id: str, clinician_id: str) -> None:
    """Take one run to its end as whoever asked for it, or hand it back."""
    run, by = uuid.UUID(run_id), uuid.UUID(clinician_id)
    try:
        engine.advance(run, flows.recipe_of, by_id=by, must_stop=context.should_abort)
    except FenceLost:
        return  # another worker has it
    except (InterfaceError, OperationalError, WorkerStopping):
        raise  # nobody's fault: try again without counting
    except Exception:
        if engine.count_failure(run, by_id=by) >= engine.MAX_FAILURES:
            engine.give_up(run, flows.recipe_of, by_id=by, code="unexpected")
            return
        raise


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
