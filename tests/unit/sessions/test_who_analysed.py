"""Who analysed, in words: on the brief's page, on the session's, and in the run's API."""

import pytest
from django.test import Client

from rung.accounts.enums import Analyst
from rung.accounts.models import Clinician
from rung.pipelines import engine, flows, launch
from rung.pipelines.admin import analysts
from rung.pipelines.enums import CallOutcome, Notice
from rung.pipelines.models import PipelineRun
from rung.pipelines.services import calls
from rung.providers.language.asking import Usage
from tests.factories import people, records
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db
USAGE = Usage("testa.wren-1", 11_000, 1_345, 0, 12_300, 8_200, 1)


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def run(clinician: Clinician) -> PipelineRun:
    """A run that is done, offline."""
    session = people.session(clinician)
    records.transcript(clinician, session)
    made = launch.start_pre_session(session=session, by=clinician, at=NOON)
    engine.advance(made.id, flows.recipe_of, by_id=clinician.id, must_stop=lambda: False)
    made.refresh_from_db()
    return made


def asked(run: PipelineRun, outcome: CallOutcome, usage: Usage = USAGE) -> None:
    question = calls.Question("rung", "0" * 64, Analyst.BEDROCK, 0)
    call = calls.begin_call(question=question, run=run, by=run.requested_by, at=NOON)
    calls.finish_call(call=call, outcome=outcome, usage=usage, by=run.requested_by, at=NOON)


def test_without_a_model_it_is_the_offline_analysis(run: PipelineRun) -> None:
    assert analysts.shown(run) == analysts.ShownAnalyst("offline analysis", "")
    assert analysts.shown(None) == analysts.ShownAnalyst("offline analysis", "")


def test_a_model_is_named_with_what_it_took(run: PipelineRun) -> None:
    asked(run, CallOutcome.ANSWERED)
    assert analysts.shown(run).by == "model testa.wren-1, 12,345 tokens, $0.0123, 8.2 s"
    asked(run, CallOutcome.ANSWERED)
    assert analysts.shown(run).by == "model testa.wren-1, 24,690 tokens, $0.0246, 16.4 s"


def test_a_model_that_gave_nothing_is_not_named_as_the_analyst(run: PipelineRun) -> None:
    asked(run, CallOutcome.UNAVAILABLE)
    run.notice = Notice.UNAVAILABLE
    shown = analysts.shown(run)
    assert shown.by == "offline analysis; the language model took 12,345 tokens, $0.0123, 8.2 s"
    assert shown.notice == Notice.UNAVAILABLE.sentence


def test_pages_and_api_tell_it(client: Client, clinician: Clinician, run: PipelineRun) -> None:
    asked(run, CallOutcome.UNUSABLE)
    PipelineRun.objects.filter(pk=run.pk).update(notice=Notice.UNUSABLE)
    client.force_login(clinician)
    base = f"/admin/therapy_sessions/therapysession/{run.session_id}"
    told = Notice.UNUSABLE.sentence.replace("'", "&#x27;")
    page = client.get(f"{base}/brief/").content.decode()
    assert "Analysed by: offline analysis; the language model took 12,345 tokens" in page
    assert told in page
    assert told in client.get(f"{base}/change/").content.decode()
    answer = client.get(f"/api/v1/runs/{run.id}").json()
    assert (answer["notice"], answer["notice_text"]) == ("model_answer_unusable", Notice.UNUSABLE.sentence)
    (call,) = answer["calls"]
    assert (call["outcome"], call["model"], call["cost_microdollars"]) == ("model_answer_unusable", USAGE.model, 12_300)
