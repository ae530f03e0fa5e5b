"""The engine: checkpoints, fences, failures, and what a run keeps when it cannot finish."""

import uuid
from dataclasses import replace
from typing import Any

import pytest

from rung import transcription
from rung.pipelines import engine, flows, launch
from rung.pipelines.enums import Kind, RunStatus, StageStatus
from rung.pipelines.errors import FenceLost, GuideLeaks, NothingToPrepare, WorkerStopping
from rung.pipelines.models import PipelineRun
from rung.pipelines.stages.stage import Stage
from rung.pipelines.stages.transcribe import Heard
from rung.sessions.models import ClientGuide, ClinicalBrief, RiskFlag, SessionTranscript
from tests.factories import people
from tests.flows import effects, scenes

pytestmark = pytest.mark.django_db


def go(run: PipelineRun, recipe: tuple[Stage[Any, Any], ...] | None = None) -> PipelineRun:
    """Advance a run in this process."""
    engine.advance(
        run.id, lambda kind: recipe or flows.recipe_of(kind), by_id=run.requested_by_id, must_stop=lambda: False
    )
    run.refresh_from_db()
    return run


def with_stage(name: str, **changes: Any) -> tuple[Stage[Any, Any], ...]:
    """Return the recipe with one stage changed."""
    return tuple(replace(s, **changes) if s.name == name else s for s in flows.recipe_of("pre_session"))


def test_a_transcript_becomes_a_brief_and_a_draft_guide() -> None:
    run = go(scenes.queued_run())
    assert run.status == RunStatus.COMPLETE
    assert ClinicalBrief.objects.get(run_id=run.id).finding_count >= 1
    assert ClientGuide.objects.get(run_id=run.id).status == "draft"


def test_risk_keeps_flags_and_brief_and_writes_no_guide() -> None:
    run = go(scenes.queued_run(scenes.GRAVE))
    assert run.status == RunStatus.COMPLETE
    assert max(RiskFlag.objects.filter(run_id=run.id).values_list("level", flat=True)) >= 4
    assert ClinicalBrief.objects.filter(run_id=run.id).exists()
    assert not ClientGuide.objects.filter(run_id=run.id).exists()
    withheld = run.stages.filter(name__in=["abstract", "guide", "keep_guide"])
    assert {(s.status, s.reason) for s in withheld} == {(StageStatus.SKIPPED, "risk_flagged")}


@pytest.mark.parametrize("kind", flows.RECIPES)
def test_advancing_a_finished_run_again_changes_nothing(kind: Kind) -> None:
    run = go(scenes.queued_run(kind=kind))
    before = effects.effects_of(run)
    go(run)
    assert effects.effects_of(run) == before


def test_a_failing_guide_never_loses_the_brief() -> None:
    def leak(*_: object) -> None:
        raise GuideLeaks

    run = go(scenes.queued_run(), with_stage("guide", think=leak))
    assert run.status == RunStatus.PARTLY_COMPLETE
    assert ClinicalBrief.objects.filter(run_id=run.id).exists()
    stopped = run.stages.get(name="guide")
    assert (stopped.status, stopped.reason) == (StageStatus.STOPPED, "guide_leaks")


def test_a_worker_that_lost_the_run_writes_nothing_more() -> None:
    run = scenes.queued_run()

    def taken_over(given: Any, work: Any) -> Any:
        PipelineRun.objects.filter(pk=run.pk).update(fence=uuid.uuid4())
        return analyse.think(given, work)

    analyse = next(s for s in flows.recipe_of("pre_session") if s.name == "analyse")
    with pytest.raises(FenceLost):
        go(run, with_stage("analyse", think=taken_over))
    assert run.stages.get(name="analyse").status == StageStatus.WORKING
    assert effects.effects_of(run)["briefs"] == 0
    assert go(run).status == RunStatus.COMPLETE
    assert effects.effects_of(run)["briefs"] == 1


def test_a_stopping_worker_hands_back_between_stages() -> None:
    run = scenes.queued_run()
    answers = iter([False, False, True])
    with pytest.raises(WorkerStopping):
        engine.advance(run.id, flows.recipe_of, by_id=run.requested_by_id, must_stop=lambda: next(answers))
    assert run.stages.filter(status=StageStatus.DONE).count() == 1
    assert go(run).status == RunStatus.COMPLETE


def test_a_stage_that_keeps_failing_stops_the_run_with_what_it_has() -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    run = scenes.queued_run()
    for _ in range(engine.MAX_FAILURES):
        with pytest.raises(ZeroDivisionError):
            go(run, with_stage("abstract", think=broken))
        failures = engine.count_failure(run.id, by_id=run.requested_by_id)
    assert failures == engine.MAX_FAILURES
    engine.give_up(run.id, flows.recipe_of, by_id=run.requested_by_id, code="unexpected")
    run.refresh_from_db()
    assert run.status == RunStatus.PARTLY_COMPLETE
    assert effects.effects_of(run)["briefs"] == 1


def test_a_result_that_cannot_be_audited_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    from rung.audit import services as audit

    run = scenes.queued_run()

    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError

    def forget_to_audit(given: Any, _work: Any) -> Any:
        monkeypatch.setattr(audit, "record", refuse)
        return keep_brief.think(given, _work)

    keep_brief = next(s for s in flows.recipe_of("pre_session") if s.name == "keep_brief")
    with pytest.raises(ConnectionError):
        go(run, with_stage("keep_brief", think=forget_to_audit))
    monkeypatch.undo()
    assert effects.effects_of(run)["briefs"] == 0
    assert go(run).status == RunStatus.COMPLETE


@pytest.mark.parametrize("kind", flows.RECIPES)
def test_a_double_click_starts_one_run(kind: Kind) -> None:
    run = scenes.queued_run(kind=kind)
    again = launch.start_over_newest(kind=kind, session=run.session, by=run.requested_by, at=scenes.NOW)
    assert again.id == run.id
    assert PipelineRun.objects.filter(session=run.session).count() == 1


def test_two_kinds_of_run_over_one_recording_share_its_transcript() -> None:
    def hear(*_: object) -> Heard:
        return Heard(transcription.parse_transcript(scenes.CALM.encode(), "session.txt"))

    first = scenes.queued_memo(Kind.PRE_SESSION)
    session, by = first.session, first.requested_by
    second = launch.start_over_newest(kind=Kind.POST_SESSION, session=session, by=by, at=scenes.NOW)
    assert second.id != first.id
    for run in (first, second):
        recipe = flows.recipe_of(run.kind)
        go(run, tuple(replace(stage, think=hear) if stage.name == "transcribe" else stage for stage in recipe))
        assert run.status == RunStatus.COMPLETE
    assert first.transcript_id == second.transcript_id == SessionTranscript.objects.get(session=session).id


@pytest.mark.parametrize("kind", flows.RECIPES)
def test_a_session_with_nothing_in_it_is_refused(kind: Kind) -> None:
    clinician = people.clinician()
    with pytest.raises(NothingToPrepare):
        launch.start_over_newest(kind=kind, session=people.session(clinician), by=clinician, at=scenes.NOW)


def test_run_and_job_are_made_together_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    from rung.pipelines import tasks

    run = go(scenes.queued_run())

    class NoQueue:
        def configure(self, **_: object) -> "NoQueue":
            return self

        def defer(self, **_: object) -> None:
            raise ConnectionError

    monkeypatch.setattr(tasks, "run_pipeline", NoQueue())
    with pytest.raises(ConnectionError):
        launch.start_pre_session(session=run.session, by=run.requested_by, at=scenes.NOW)
    assert PipelineRun.objects.filter(session=run.session).count() == 1
