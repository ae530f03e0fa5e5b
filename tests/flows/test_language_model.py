"""A practice with a language model: whatever it does, there are findings and flags, and each call is accounted for."""

import logging
from dataclasses import replace

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from rung.accounts.enums import Analyst
from rung.agents import rung
from rung.agents.rung.schemas import Proposal
from rung.audit.models import AuditEvent
from rung.common import jsonkit
from rung.pipelines.enums import CallOutcome, Notice, RunStatus
from rung.pipelines.models import AgentCall, PartAnswer, PipelineRun
from rung.providers.language import errors
from rung.providers.language.asking import Reply, Usage
from rung.sessions.models import ClientGuide
from tests.factories.canary import CANARY, shapes_of
from tests.flows import scenes
from tests.flows.models import LIE, PARTS, SLEEP, USAGE, Responder, choose, content_of, go, names_in, said

pytestmark = pytest.mark.django_db

REFUSALS = (
    errors.NoAnswer, errors.ModelUnavailable, errors.ModelMisconfigured, errors.AnswerUnusable, errors.AnswerBlocked,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _set_up(settings: Settings) -> None:
    settings.LANGUAGE_MODELS = {"bedrock": "set up", "local_server": "set up"}


def test_a_language_model_is_asked_and_its_findings_are_kept() -> None:
    responder = Responder([said(SLEEP)])
    run = go(choose(scenes.queued_run()), responder)
    assert (run.status, run.notice) == (RunStatus.COMPLETE, "")
    content = content_of(run)
    assert content.label == "language model testa.wren-1"
    assert "sleep" in names_in(run)
    (asked,) = responder.asked
    assert asked.system == rung.RUNG.prompt
    assert asked.gives is Proposal
    assert "I can't sleep at night" in asked.message
    call = AgentCall.objects.get()
    assert (call.run_id, call.client_id, call.provider) == (run.id, run.client_id, Analyst.BEDROCK)
    assert (call.agent, call.prompt_hash, call.model) == ("rung", rung.RUNG.prompt_hash, "testa.wren-1")
    assert (call.tokens_in, call.tokens_out, call.tokens_cached) == (1_200, 300, 800)
    assert (call.cost_microdollars, call.milliseconds, call.tries) == (12_300, 8_200, 1)
    assert call.outcome == CallOutcome.ANSWERED
    assert call.finished_at is not None
    assert not PartAnswer.objects.exists()


@pytest.mark.parametrize("refusal", REFUSALS)
def test_without_an_answer_the_offline_findings_are_kept_and_labelled(refusal: type[errors.NoAnswer]) -> None:
    spent = replace(USAGE, tokens_out=0, tries=4)
    run = go(choose(scenes.queued_run()), Responder([refusal(spent)]))
    assert (run.status, run.notice) == (RunStatus.COMPLETE, refusal.code)
    assert "Nothing was lost" in Notice(run.notice).sentence
    assert content_of(run).label == rung.OFFLINE_LABEL
    assert "sleep" in names_in(run)
    assert ClientGuide.objects.filter(run_id=run.id).exists()
    call = AgentCall.objects.get()
    assert (call.outcome, call.tokens_in, call.tries) == (refusal.code, 1_200, 4)
    assert not PartAnswer.objects.exists()


@pytest.mark.parametrize("refusal", REFUSALS)
def test_flags_are_kept_before_and_whatever_the_model_does(refusal: type[errors.NoAnswer]) -> None:
    run = go(choose(scenes.queued_run(scenes.GRAVE)), Responder([refusal()]))
    assert run.status == RunStatus.COMPLETE
    assert scenes.flags_of(run) >= 1
    assert not ClientGuide.objects.filter(run_id=run.id).exists()
    call = AgentCall.objects.get()
    assert (call.outcome, call.tokens_in, call.milliseconds) == (refusal.code, 0, 90_000)  # nothing is known: all of it


def test_every_code_has_its_own_words() -> None:
    told = {notice.sentence for notice in Notice}
    assert len(told) == len(Notice)
    assert {refusal.code for refusal in REFUSALS} <= set(Notice.values) & set(CallOutcome.values)


def test_a_refusal_nobody_has_heard_of_is_no_answer() -> None:
    class Odd(errors.NoAnswer):
        """Odd."""

        code = "odd"

    run = go(choose(scenes.queued_run()), Responder([Odd()]))
    assert (run.status, run.notice) == (RunStatus.COMPLETE, Notice.NO_ANSWER)
    assert AgentCall.objects.get().outcome == CallOutcome.NO_ANSWER


def test_a_model_that_lies_leaves_nothing_false() -> None:
    run = go(choose(scenes.queued_run()), Responder([said(LIE, SLEEP)]))
    content = content_of(run)
    assert "bereavement" not in {finding.name for finding in content.findings}
    assert "My mother died" not in jsonkit.dump(content)
    assert [d.explanation for d in content.dropped if d.name == "bereavement"] == [
        "The quoted words were not said in that utterance."
    ]


def test_an_answer_of_another_kind_is_unusable() -> None:
    odd: Reply[Proposal] = Reply("free text", USAGE)  # type: ignore[arg-type]  # what a broken provider could give
    run = go(choose(scenes.queued_run()), Responder([odd]))
    assert (run.status, run.notice) == (RunStatus.COMPLETE, Notice.UNUSABLE)
    assert AgentCall.objects.get().outcome == CallOutcome.UNUSABLE


def test_what_a_server_claims_to_have_used_never_breaks_a_run() -> None:
    claimed = Usage(f"I {CANARY} you", -5, 2**40, 2**40, 2**50, -1, 2**20)
    run = go(choose(scenes.queued_run()), Responder([said(SLEEP, usage=claimed)]))
    call = AgentCall.objects.get()
    assert (run.status, call.tokens_in, call.tokens_out) == (RunStatus.COMPLETE, 0, 2**31 - 1)
    assert " " not in call.model


def test_a_practice_that_chose_nothing_is_never_asked_for() -> None:
    chosen, other = choose(scenes.queued_run()), scenes.queued_run()
    responder = Responder([said(SLEEP)])
    go(other, responder)
    assert responder.asked == []
    assert content_of(other).label == rung.OFFLINE_LABEL
    assert other.notice == ""
    go(chosen, responder)
    assert len(responder.asked) == 1
    assert set(AgentCall.objects.values_list("run_id", flat=True)) == {chosen.id}


def test_an_analyst_that_is_not_set_up_sends_nothing(settings: Settings) -> None:
    settings.LANGUAGE_MODELS = {}
    responder = Responder([said(SLEEP)])
    run = go(choose(scenes.queued_run()), responder)
    assert (run.status, run.notice) == (RunStatus.COMPLETE, Notice.NOT_SET_UP)
    assert responder.asked == []
    assert "sleep" in names_in(run)


def test_a_session_of_too_many_parts_sends_nothing(settings: Settings) -> None:
    settings.LANGUAGE_MAX_CALLS = 5
    responder = Responder([said()])
    run = go(choose(scenes.queued_run()), responder, PARTS)
    assert (run.status, run.notice) == (RunStatus.COMPLETE, Notice.BUDGET_SPENT)
    assert responder.asked == []


def test_a_run_stops_asking_when_its_money_is_spent(settings: Settings) -> None:
    settings.LANGUAGE_MAX_MICRODOLLARS = 30_000
    responder = Responder([said()])
    run = go(choose(scenes.queued_run()), responder, PARTS)
    assert (run.status, run.notice, len(responder.asked)) == (RunStatus.COMPLETE, Notice.BUDGET_SPENT, 3)


def test_the_deadline_of_a_call_is_what_is_left_of_the_stage(settings: Settings) -> None:
    settings.LANGUAGE_STAGE_SECONDS, settings.LANGUAGE_CALL_SECONDS = 20.0, 10.0
    responder = Responder([said()])
    run = go(choose(scenes.queued_run()), responder, PARTS)
    assert [round(ask.deadline_seconds, 1) for ask in responder.asked] == [10.0, 10.0, 3.6]
    assert (run.status, run.notice) == (RunStatus.COMPLETE, Notice.UNAVAILABLE)


def test_no_word_is_left_in_a_row_or_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    text = scenes.CALM.replace("My sister", CANARY)
    quoting = replace(SLEEP, name=CANARY)
    for answer in (said(quoting, LIE), errors.AnswerUnusable(USAGE), errors.AnswerBlocked()):
        go(choose(scenes.queued_run(text)), Responder([said(SLEEP), answer]), PARTS)
    with connection.cursor() as cursor:
        found = []
        for table in ("pipelines_agentcall", "pipelines_partanswer", "pipelines_pipelinerun", "audit_auditevent"):
            cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608 — our own table
            found += [str(row).encode() for (row,) in cursor.fetchall()]
    found.append(caplog.text.encode())
    assert len(found) > 10
    assert not [line for line in found for shape in shapes_of(CANARY) if shape in line]


def test_every_call_is_audited_before_it_is_sent() -> None:
    run = choose(scenes.queued_run())
    seen: list[list[str]] = []

    def looking(_: object) -> Reply[Proposal]:
        seen.append(_acts(run))
        return said(SLEEP)

    go(run, Responder([looking]))
    assert seen == [["start"]]
    assert _acts(run) == ["start", "finish"]


def _acts(run: PipelineRun) -> list[str]:
    events = AuditEvent.objects.filter(subject_kind="agent_call", client_id=run.client_id).order_by("pk")
    return list(events.values_list("act", flat=True))
