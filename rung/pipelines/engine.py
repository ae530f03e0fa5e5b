"""The engine: claims a run, goes through its recipe, keeps each stage before the next."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NoReturn

import structlog

from rung.audit import services as audit
from rung.common import clock, jsonkit, scope
from rung.common.errors import RungError
from rung.pipelines import services
from rung.pipelines.enums import SETTLED, RunStatus, StageStatus
from rung.pipelines.errors import FenceLost, StageWaits, WaitedInVain, WorkerStopping
from rung.pipelines.models import PipelineRun, StageRun
from rung.pipelines.stages.stage import Later, Stage, Work

log = structlog.get_logger("rung.pipelines")

MAX_FAILURES = 4  # of one stage, before the run stops with what it has


type Recipe = tuple[Stage[Any, Any], ...]


def advance(
    run_id: uuid.UUID, recipe_of: Callable[[str], Recipe], *, by_id: uuid.UUID, must_stop: Callable[[], bool]
) -> None:
    """Take a run from its first unfinished stage to its end, acting as whoever asked for it.

    Safe to call again at any time: finished stages are not repeated, and a
    worker that lost the run to another writes nothing more. Every transaction
    sees the rows of `by_id` alone; of somebody else's run it sees nothing.

    Raises:
        WorkerStopping: the worker must end; call again elsewhere.
        StageWaits: something outside works; call again after its seconds, from whatever worker.
    """
    run = _claim(run_id, by_id)
    if run is None:
        return
    stages = {row.name: row for row in run.stages.all()}  # fetched with the claim
    for stage in recipe_of(run.kind):
        row = stages[stage.name]
        if row.status in SETTLED:
            continue
        if must_stop():
            raise WorkerStopping
        if not _go_through(stage, row, run, must_stop):
            return
    _finish(run, RunStatus.COMPLETE)


def give_up(run_id: uuid.UUID, recipe_of: Callable[[str], Recipe], *, by_id: uuid.UUID, code: str) -> None:
    """End a run whose stage failed too often; what was kept stays."""
    with scope.acting(by_id):
        run = PipelineRun.objects.select_related("requested_by").get(pk=run_id)
        row = run.stages.exclude(status__in=SETTLED).first()
        if run.is_active and row is not None:
            stage = next(stage for stage in recipe_of(run.kind) if stage.name == row.name)
            _stop(run, stage, row, code)


def count_failure(run_id: uuid.UUID, *, by_id: uuid.UUID) -> int:
    """Note that the current stage raised; return how often it has."""
    with scope.acting(by_id):
        row = StageRun.objects.select_for_update().filter(run_id=run_id).exclude(status__in=SETTLED).first()
        if row is None:
            return 0
        row.failures += 1
        row.save(update_fields=["failures"])
        return row.failures


def _claim(run_id: uuid.UUID, by_id: uuid.UUID) -> PipelineRun | None:
    """Hold the run: whoever held it before can commit nothing more."""
    with scope.acting(by_id):
        run = PipelineRun.objects.select_for_update().filter(pk=run_id).first()
        if run is None or not run.is_active:
            return None
        if run.status == RunStatus.QUEUED:
            run.status, run.started_at = RunStatus.RUNNING, clock.now()
        run.fence = uuid.uuid4()
        run.save(update_fields=["status", "started_at", "fence"])
        whole = PipelineRun.objects.select_related("session", "client", "requested_by__practice", "memo", "transcript")
        return whole.prefetch_related("stages").get(pk=run_id)


def _go_through(stage: Stage[Any, Any], row: StageRun, run: PipelineRun, must_stop: Callable[[], bool]) -> bool:
    """Run one stage; answer whether the recipe goes on."""
    is_late = row.waiting_since is not None and clock.now() >= row.waiting_since + stage.patience
    work = Work(run, run.requested_by, _reporter(run, row, must_stop), row.outside, is_late)
    with _acting(run):
        reason = stage.skip(work)
    if reason is not None:
        _settle(run, row, StageStatus.SKIPPED, reason)
        return True
    try:
        _begin(run, row)
        made = _made(stage, work)
        if isinstance(made, Later):
            _put_off(row, work, made)
        _keep(stage, work, row, made)
    except (FenceLost, StageWaits, WorkerStopping):
        raise
    except RungError as refusal:
        _stop(run, stage, row, refusal.code)
        return False
    log.info("stage done", run_id=str(run.id), stage=stage.name, attempt=row.attempts)
    return True


def _made(stage: Stage[Any, Any], work: Work) -> object:
    """Return what the stage makes, or Later.

    Raises:
        WaitedInVain: it would wait longer than its patience.
    """
    made = stage.wait(work)
    if made is None:
        with _acting(work.run), audit.access(by=work.by, at=clock.now(), subject=_subject(stage, work.run)):
            given = stage.read(work)
        made = stage.think(given, work)
    if isinstance(made, Later) and work.is_last_visit:
        raise WaitedInVain
    return made


def _put_off(row: StageRun, work: Work, later: Later) -> NoReturn:
    """Keep what the next visit needs, and let the worker go.

    Raises:
        StageWaits: always.
        FenceLost: another worker has the run.
    """
    at = clock.now()
    with _acting(work.run):
        _hold(work.run)
        row.outside, row.waiting_since = later.token, row.waiting_since or at
        row.save(update_fields=["outside", "waiting_since"])
    raise StageWaits(later.seconds)


def _begin(run: PipelineRun, row: StageRun) -> None:
    at = clock.now()
    with _acting(run):
        services.require_consents_of(run, at=at)
        _hold(run)
        if row.outside:
            return  # begun before; what works outside goes on
        row.status, row.started_at, row.progress = StageStatus.WORKING, at, 0
        row.attempts += 1
        row.save(update_fields=["status", "started_at", "progress", "attempts"])


def _keep(stage: Stage[Any, Any], work: Work, row: StageRun, made: object) -> None:
    """Commit what the stage made together with the mark that it is done, while the client consents."""
    at = clock.now()
    with _acting(work.run):
        services.require_consents_of(work.run, at=at)
        _hold(work.run)
        left = stage.keep(work, made, at)
        if left is not None:
            row.output = jsonkit.dump(left)
        row.status, row.finished_at, row.progress, row.reason = StageStatus.DONE, at, 100, stage.notice(made)
        row.save(update_fields=["status", "finished_at", "progress", "reason", "output"])
        services.have_forgotten(row)


def _settle(run: PipelineRun, row: StageRun, status: StageStatus, reason: str) -> None:
    with _acting(run):
        _hold(run)
        row.status, row.reason, row.finished_at = status, reason, clock.now()
        row.save(update_fields=["status", "reason", "finished_at"])
        services.have_forgotten(row)


def _stop(run: PipelineRun, stage: Stage[Any, Any], row: StageRun, code: str) -> None:
    """End the run at this stage; what earlier stages kept stays."""
    _settle(run, row, StageStatus.STOPPED, code)
    log.warning("stage stopped", run_id=str(run.id), stage=stage.name, code=code)
    _finish(run, RunStatus.FAILED if stage.is_essential else RunStatus.PARTLY_COMPLETE)


def _finish(run: PipelineRun, status: RunStatus) -> None:
    at = clock.now()
    with _acting(run):
        _hold(run)
        run.status, run.finished_at = status, at
        run.save(update_fields=["status", "finished_at"])
        subject = audit.Subject("run", run.id, run.client_id)
        audit.record(audit.Act.FINISH, by=run.requested_by, at=at, subject=subject)
        services.tell_of_run(run, at=at)


def _hold(run: PipelineRun) -> None:
    """Lock the run's row and refuse to write when another worker has claimed it.

    Raises:
        FenceLost: it has.
    """
    held = PipelineRun.objects.select_for_update().only("fence").get(pk=run.pk)
    if held.fence != run.fence:
        raise FenceLost


def _acting(run: PipelineRun) -> AbstractContextManager[None]:
    """Open a transaction that sees what whoever asked for the run may see."""
    return scope.acting(run.requested_by_id)


def _reporter(run: PipelineRun, row: StageRun, must_stop: Callable[[], bool]) -> Callable[[int], None]:
    def report(percent: int) -> None:
        if must_stop():
            raise WorkerStopping
        if percent > row.progress:
            row.progress = percent
            with _acting(run):
                held = StageRun.objects.filter(pk=row.pk, run__fence=run.fence).update(progress=percent)
            if not held:
                raise FenceLost  # also when a consent was withdrawn: a long stage ends here

    return report


def _subject(stage: Stage[Any, Any], run: PipelineRun) -> audit.Subject:
    return audit.Subject(f"run.{stage.name}", run.id, run.client_id)
