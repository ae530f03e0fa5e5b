"""A killed worker loses nothing and repeats nothing."""

from pathlib import Path

import psutil
import pytest

from rung.audit.models import AuditEvent
from rung.audit.sealing import batches
from rung.pipelines.enums import Kind, RunStatus, StageStatus
from rung.pipelines.models import PipelineRun
from rung.sessions.models import SessionTranscript
from tests.flows import effects, scenes, workers

POINTS = ("think", "commit", "after")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]


def complete(run: PipelineRun) -> bool:
    run.refresh_from_db()
    return run.status == RunStatus.COMPLETE


def kill_in(kind: Kind, stage: str, point: str, folder: Path) -> PipelineRun:
    """Kill a worker at one point, start another, return the run when it is complete."""
    run = scenes.queued_memo(kind) if stage == "transcribe" else scenes.queued_run(kind=kind)
    first = workers.start(folder, hold=f"{stage}:{point}")
    workers.wait_until((folder / "held").exists, what=f"{stage}:{point}", worker=first)
    first.kill()
    second = workers.start(folder)
    try:
        workers.wait_until(lambda: complete(run), what="the run to complete", worker=second)
    finally:
        second.stop()
    return run


@pytest.mark.parametrize(("kind", "stage"), effects.STAGES)
def test_a_worker_killed_in_a_stage_loses_and_repeats_nothing(kind: Kind, stage: str, tmp_path: Path) -> None:
    run = kill_in(kind, stage, POINTS[effects.STAGES.index((kind, stage)) % len(POINTS)], tmp_path)
    assert effects.effects_of(run) == effects.once(kind)
    assert SessionTranscript.objects.filter(session=run.session).count() == 1
    assert set(run.stages.values_list("status", flat=True)) <= {StageStatus.DONE, StageStatus.SKIPPED}


@pytest.mark.soak
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize(("kind", "stage"), effects.STAGES)
def test_a_worker_killed_at_any_point_of_any_stage(kind: Kind, stage: str, point: str, tmp_path: Path) -> None:
    run = kill_in(kind, stage, point, tmp_path)
    assert effects.effects_of(run) == effects.once(kind)
    killed = run.stages.get(name=stage)
    assert killed.attempts == (1 if point == "after" else 2)


def test_flags_of_a_killed_run_are_there_before_it_goes_on(tmp_path: Path) -> None:
    run = scenes.queued_run(scenes.GRAVE)
    worker = workers.start(tmp_path, hold="analyse:think")
    workers.wait_until((tmp_path / "held").exists, what="analyse", worker=worker)
    worker.kill()
    assert scenes.flags_of(run) >= 1
    assert effects.effects_of(run)["briefs"] == 0


def test_nothing_goes_on_listening_after_its_worker_was_killed(tmp_path: Path) -> None:
    run = scenes.queued_memo()
    worker = workers.start(tmp_path)
    family = psutil.Process(worker.process.pid)
    workers.wait_until(lambda: bool(family.children()), what="the listening child", worker=worker)
    listening = family.children()
    worker.kill()
    _, alive = psutil.wait_procs(listening, timeout=20)
    assert alive == []
    second = workers.start(tmp_path)
    try:
        workers.wait_until(lambda: complete(run), what="the run to complete", worker=second)
    finally:
        second.stop()
    assert SessionTranscript.objects.filter(session=run.session).count() == 1


def test_sigterm_lets_the_running_stage_finish(tmp_path: Path) -> None:
    run = scenes.queued_run()
    worker = workers.start(tmp_path)
    workers.wait_until(lambda: complete(run), what="the run to complete", worker=worker)
    assert worker.stop() == 0
    assert effects.effects_of(run) == effects.once()


def test_a_worker_seals_the_audit_trail_beside_its_jobs(tmp_path: Path) -> None:
    run = scenes.queued_run()
    worker = workers.start(tmp_path)
    try:
        workers.wait_until(lambda: complete(run), what="the run to complete", worker=worker)
        newest = AuditEvent.objects.latest("id").id
        workers.wait_until(lambda: batches.sealed_through() >= newest, what="the seal", worker=worker)
    finally:
        assert worker.stop() == 0
