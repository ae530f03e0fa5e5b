"""Runs: started once, listed, watched."""

import pytest

from rung.accounts.models import Clinician
from rung.pipelines import flows
from rung.pipelines.enums import Kind, RunStatus
from rung.pipelines.models import PipelineRun
from tests.factories import people, records
from tests.unit.api.callers import Caller, reads_of


@pytest.fixture
def start(clinician: Clinician) -> str:
    """Return where a run over a session with a transcript is started."""
    session = people.session(clinician)
    records.transcript(clinician, session)
    return f"/api/v1/sessions/{session.id}/pre-session"


def test_a_run_is_started_and_can_be_watched(caller: Caller, clinician: Clinician, start: str) -> None:
    started = caller.post(start)
    assert (started.status, started.data["status"], started.data["is_active"]) == (202, "queued", True)
    recipe = flows.recipe_of(Kind.PRE_SESSION)
    assert [stage["name"] for stage in started.data["stages"]] == [stage.name for stage in recipe]
    assert [stage["doing"] for stage in started.data["stages"]] == [stage.doing for stage in recipe]
    assert {stage["status"] for stage in started.data["stages"]} == {"waiting"}
    assert caller.get(started.headers["Location"]).data == started.data
    assert reads_of(clinician) == []


def test_a_second_click_finds_the_first_run(caller: Caller, start: str) -> None:
    first, second = caller.post(start), caller.post(start)
    assert (second.status, second.data["id"]) == (202, first.data["id"])
    assert PipelineRun.objects.count() == 1


def test_a_session_without_words_cannot_be_prepared(caller: Caller, clinician: Clinician) -> None:
    answer = caller.post(f"/api/v1/sessions/{people.session(clinician).id}/pre-session")
    assert (answer.status, answer.code) == (422, "nothing_to_prepare")
    assert not PipelineRun.objects.exists()


def test_progress_and_reasons_are_shown(caller: Caller, start: str) -> None:
    run = PipelineRun.objects.get(pk=caller.post(start).data["id"])
    run.stages.filter(position=0).update(status="skipped", reason="already_text")
    run.stages.filter(position=1).update(status="working", progress=40)
    stages = caller.get(f"/api/v1/runs/{run.id}").data["stages"]
    assert (stages[0]["status"], stages[0]["reason"]) == ("skipped", "already_text")
    assert (stages[1]["status"], stages[1]["progress"]) == ("working", 40)


def test_runs_are_listed_by_status(caller: Caller, start: str) -> None:
    run = caller.post(start).data
    assert caller.get("/api/v1/runs?status=queued").data["items"] == [run]
    assert caller.get("/api/v1/runs?status=failed").data["items"] == []
    for status in RunStatus.values:
        assert caller.get(f"/api/v1/runs?status={status}").status == 200


def test_a_run_says_nothing_of_the_record(caller: Caller, start: str) -> None:
    body = caller.post(start).body.decode()
    assert not any(words in body for words in records.WORDS)
