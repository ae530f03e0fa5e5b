"""A stage that waits for somebody outside: kept by a token, visited again, ended by its patience."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from rung.audit.enums import Act
from rung.audit.models import AuditEvent
from rung.clients.enums import Modality, Purpose
from rung.clients.services.consents import Scope
from rung.common import clock
from rung.pipelines import engine, flows, services, tasks
from rung.pipelines.admin import words
from rung.pipelines.enums import ErasureReason, RunStatus, StageStatus
from rung.pipelines.errors import FenceLost
from rung.pipelines.models import PipelineRun
from rung.pipelines.services.ending import FORGET
from rung.pipelines.services.erasure import Wish
from rung.pipelines.stages.stage import Later
from rung.sessions.models import SessionTranscript
from tests.fakes.transcribe import Outside
from tests.fakes.twin import Said, instead, reset
from tests.flows import effects, outside, scenes
from tests.flows.outside import Account, queued_memo, visit, visit_to_the_end
from tests.flows.scenes import NOW

pytestmark = pytest.mark.django_db

RECORDING = Scope(Purpose.RECORDING, Modality.IN_PERSON)
LATE = timedelta(minutes=31)


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Account]:
    settings.TRANSCRIBE_POLL_SECONDS = 5.0
    with outside.account(monkeypatch, settings) as held:
        yield held


@pytest.fixture
def held(account: Account) -> Outside:
    return account[2]


def forgetting(run: PipelineRun) -> int:
    """Count the jobs that remove what a run left outside, and do the first."""
    queued = ProcrastinateJob.objects.filter(task_name=FORGET, args={"run_id": str(run.id)})
    if queued:
        tasks.forget_outside(run_id=str(run.id))
    return queued.count()


def check_nothing_is_outside(held: Outside) -> None:
    assert held.jobs == {}
    assert held.plain_copies() == []


def test_what_was_written_down_outside_becomes_the_transcript(held: Outside) -> None:
    run = queued_memo()
    assert visit(run) == 0
    assert (held.jobs, held.plain_copies()) == ({}, []), "nothing leaves before a row knows of it"
    stage = run.stages.get(name="transcribe")
    assert stage.outside.startswith("announced:")
    assert str(run.id) not in stage.outside
    assert visit(run) == 5.0
    assert len(held.plain_copies()) == 1
    assert visit_to_the_end(run) == 3
    assert run.status == RunStatus.COMPLETE
    assert (run.transcript and run.transcript.engine) == "Amazon Transcribe Medical"
    stage.refresh_from_db()
    assert (stage.status, stage.attempts, stage.reason) == (StageStatus.DONE, 1, "")
    assert forgetting(run) == 2
    check_nothing_is_outside(held)


def test_a_visit_that_only_waits_opens_no_record(held: Outside) -> None:
    held.life = ["IN_PROGRESS"]
    run = queued_memo()
    for _ in range(6):
        assert visit(run) is not None
    reads = AuditEvent.objects.filter(act=Act.READ, subject_kind="run.transcribe")
    assert reads.count() == 1, "to begin the job"


def test_a_killed_worker_that_had_begun_a_job_begins_no_second(held: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    run = queued_memo()
    visit(run)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(engine, "_put_off", die)
        with pytest.raises(KeyboardInterrupt):
            visit(run)
    assert run.stages.get(name="transcribe").outside.startswith("announced:")
    visit_to_the_end(run)
    assert len(held.begun) == 1
    assert effects.effects_of(run)["briefs"] == 1


def test_silence_is_waited_out(account: Account) -> None:
    jobs, _, held = account
    run = queued_memo()
    visit(run)
    for _ in range(2):
        jobs.breaks[:] = [reset] * 4
        assert visit(run) == 5.0
    visit_to_the_end(run)
    assert len(held.begun) == 1
    assert run.stages.get(name="transcribe").reason == ""


def check_fell_back(run: PipelineRun, code: str) -> None:
    assert run.status == RunStatus.COMPLETE
    stage = run.stages.get(name="transcribe")
    assert (stage.status, stage.reason) == (StageStatus.DONE, code)
    assert "on this machine instead" in words.reason_of(code)
    assert run.transcript is not None
    assert run.transcript.engine == "Whisper tiny.en, on this machine, as fallback"
    assert forgetting(run) == 2


def test_a_job_that_does_not_end_is_given_up_when_the_patience_is_over(
    held: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.life = ["IN_PROGRESS"]
    run = queued_memo()
    assert [visit(run) for _ in range(3)] == [0, 5.0, 5.0]
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + LATE)
    assert visit(run) is None
    check_fell_back(run, "speech_service_silent")
    check_nothing_is_outside(held)


def fail(account: Account) -> None:
    account[2].life = ["FAILED"]


def cut_off(account: Account) -> None:
    account[2].content = b'{"results": {"items": [{"type": "pronunciation", "al'


def misshape(account: Account) -> None:
    account[2].content = b'{"results": {"items": 7}}'


def deny(account: Account) -> None:
    account[0].breaks[:] = [instead(Said.error("AccessDeniedException"))]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (fail, "speech_job_failed"),
        (cut_off, "speech_result_unreadable"),
        (misshape, "speech_result_unreadable"),
        (deny, "speech_service_denies"),
    ],
)
def test_a_refusal_has_the_recording_written_down_here(account: Account, fault: Any, code: str) -> None:
    run = queued_memo()
    visit(run)
    fault(account)
    visit_to_the_end(run)
    check_fell_back(run, code)


def test_a_job_that_vanished_is_not_begun_again(held: Outside) -> None:
    held.life = ["IN_PROGRESS"]
    run = queued_memo()
    visit(run)
    visit(run)
    held.jobs.clear()
    assert visit(run) is None
    check_fell_back(run, "speech_job_vanished")
    assert len(held.begun) == 1


def test_where_nothing_is_set_up_the_recording_is_written_down_here(settings: Settings) -> None:
    settings.TRANSCRIBE = None
    run = queued_memo()
    assert visit(run) is None
    assert run.stages.get(name="transcribe").reason == "speech_service_missing"
    assert not ProcrastinateJob.objects.filter(task_name=FORGET, args__run_id=str(run.id)).exists()


def test_a_practice_that_chose_nothing_stays_on_this_machine(held: Outside) -> None:
    run = scenes.queued_memo()
    assert visit(run) is None
    assert (run.transcript and run.transcript.engine) == "Whisper tiny.en, on this machine"
    assert held.begun == []


def test_silence_in_the_recording_stops_the_run_with_a_reason(held: Outside) -> None:
    held.words = ()
    run = queued_memo()
    visit_to_the_end(run)
    assert (run.status, run.stages.get(name="transcribe").reason) == (RunStatus.FAILED, "no_speech")
    assert forgetting(run) == 2
    check_nothing_is_outside(held)


@pytest.mark.parametrize("visits", [1, 2, 3])
def test_a_withdrawal_while_waiting_ends_the_run_and_leaves_nothing_outside(held: Outside, visits: int) -> None:
    held.life = ["IN_PROGRESS"]
    run = queued_memo()
    for _ in range(visits):
        visit(run)
    services.withdraw_consent(client=run.client, scope=RECORDING, by=run.requested_by, at=NOW)
    assert visit(run) is None
    assert run.status == RunStatus.CANCELED
    assert run.stages.get(status=StageStatus.STOPPED).reason == "consent_withdrawn"
    assert forgetting(run) == 2
    check_nothing_is_outside(held)
    assert not SessionTranscript.objects.exists()


def test_a_withdrawal_while_a_worker_begins_the_job_leaves_nothing_either(held: Outside, account: Account) -> None:
    run = queued_memo()
    visit(run)

    def take_back_meanwhile(given: Any, work: Any) -> Any:
        services.withdraw_consent(client=run.client, scope=RECORDING, by=run.requested_by, at=NOW)
        assert forgetting(run) == 2, "the first finds nothing yet"
        return transcribe.think(given, work)

    transcribe = next(s for s in flows.recipe_of("pre_session") if s.name == "transcribe")
    with pytest.raises(FenceLost):
        visit(run, (replace(transcribe, think=take_back_meanwhile),))
    assert len(held.jobs) == 1
    forgetting(run)
    check_nothing_is_outside(held)
    again = ProcrastinateJob.objects.filter(task_name=FORGET, scheduled_at__gt=clock.now() + timedelta(minutes=8))
    assert again.count() == 1, "the second comes when any worker has ended"


def test_an_erasure_while_waiting_leaves_nothing_outside(held: Outside) -> None:
    held.life = ["IN_PROGRESS"]
    run = queued_memo()
    visit(run)
    visit(run)
    wish = Wish(ErasureReason.RETENTION_ENDED, "Testa Fictional")
    services.erase_client(client=run.client, wish=wish, by=run.requested_by, at=NOW.replace(year=2034))
    assert forgetting(run) == 2
    check_nothing_is_outside(held)


def test_a_stage_that_would_wait_for_ever_stops_the_run_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    analyse = next(s for s in flows.recipe_of("pre_session") if s.name == "analyse")
    waiting = replace(analyse, think=lambda *_: Later("token", 7.0))
    recipe = tuple(waiting if s is analyse else s for s in flows.recipe_of("pre_session"))
    run = scenes.queued_run(scenes.GRAVE)
    assert [visit(run, recipe) for _ in range(3)] == [7.0] * 3
    assert scenes.flags_of(run) >= 1
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + LATE)
    assert visit(run, recipe) is None
    assert (run.status, run.stages.get(name="analyse").reason) == (RunStatus.FAILED, "waited_in_vain")
    assert "did not come in time" in words.reason_of("waited_in_vain")
    assert scenes.flags_of(run) >= 1
