"""Asking a language model is cut short: what was paid for stays, nothing is sent without consent."""

import pytest
from pytest_django.fixtures import Settings

from rung.agents import rung
from rung.agents.rung.schemas import Proposal
from rung.clients.enums import Modality, Purpose
from rung.clients.services.consents import Scope
from rung.common import clock
from rung.common.errors import RungError
from rung.pipelines import engine, services
from rung.pipelines.enums import CallOutcome, Notice, RunStatus
from rung.pipelines.errors import FenceLost, WorkerStopping
from rung.pipelines.models import AgentCall, PartAnswer
from rung.providers.language import errors
from rung.providers.language.asking import Reply
from rung.sessions.models import ClinicalBrief
from tests.flows import scenes
from tests.flows.models import PARTS, SLEEP, Responder, choose, content_of, go, names_in, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set_up(settings: Settings) -> None:
    settings.LANGUAGE_MODELS = {"bedrock": "set up", "local_server": "set up"}


def test_one_part_without_an_answer_uses_none_of_the_others() -> None:
    responder = Responder([said(SLEEP), errors.ModelUnavailable()])
    run = go(choose(scenes.queued_run()), responder, PARTS)
    assert (run.status, content_of(run).label) == (RunStatus.COMPLETE, rung.OFFLINE_LABEL)
    assert list(AgentCall.objects.values_list("part", "outcome")) == [(0, "answered"), (1, "model_unavailable")]


def test_a_worker_that_takes_over_asks_only_what_was_not_answered() -> None:
    run = choose(scenes.queued_run())
    first = Responder([said(SLEEP)])
    with pytest.raises(WorkerStopping):
        go(run, first, PARTS, must_stop=lambda: len(first.asked) == 2)
    assert PartAnswer.objects.filter(run=run).count() == 2
    second = Responder([said()])
    assert go(run, second, PARTS).status == RunStatus.COMPLETE
    assert len(first.asked) + len(second.asked) == 6
    assert AgentCall.objects.count() == 6
    assert content_of(run).label == "language model testa.wren-1"
    assert "sleep" in names_in(run)
    assert not PartAnswer.objects.exists()


def test_a_call_that_broke_is_accounted_for_and_the_third_break_is_the_last() -> None:
    run = choose(scenes.queued_run())
    responder = Responder([ZeroDivisionError()])
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            go(run, responder)
        assert engine.count_failure(run.id, by_id=run.requested_by_id) < engine.MAX_FAILURES
    assert go(run, responder).status == RunStatus.COMPLETE
    assert run.notice == Notice.INTERRUPTED
    assert list(AgentCall.objects.values_list("outcome", flat=True)) == ["asked"] * 3
    assert "sleep" in names_in(run)


def test_after_a_consent_is_withdrawn_no_more_is_sent_and_nothing_is_kept() -> None:
    run = choose(scenes.queued_run())

    def withdrawn(_: object) -> Reply[Proposal]:
        scope = Scope(Purpose.AI_PROCESSING, Modality.IN_PERSON)
        services.withdraw_consent(client=run.client, scope=scope, by=run.requested_by, at=clock.now())
        return said(SLEEP)

    responder = Responder([said(SLEEP), withdrawn])
    with pytest.raises(FenceLost):
        go(run, responder, PARTS)
    run.refresh_from_db()
    assert (run.status, len(responder.asked)) == (RunStatus.CANCELED, 2)
    assert AgentCall.objects.filter(outcome=CallOutcome.ANSWERED).count() == 2
    assert PartAnswer.objects.count() == 1  # from before: sealed, as the transcript is
    assert not ClinicalBrief.objects.exists()


def test_a_worker_that_lost_the_run_sends_nothing_more() -> None:
    run = choose(scenes.queued_run())

    def taken_over(_: object) -> Reply[Proposal]:
        with pytest.raises(RungError):
            go(run, Responder([errors.ModelUnavailable()]), PARTS, must_stop=iter([False, False, True]).__next__)
        return said(SLEEP)

    responder = Responder([taken_over])
    with pytest.raises(FenceLost):
        go(run, responder, PARTS)
    assert len(responder.asked) == 1
