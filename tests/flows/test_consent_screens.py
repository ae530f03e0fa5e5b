"""Consent on the screens: asked when a client is added, missed on the session's page, withdrawn with a confirmation."""

import pytest
from django.test import Client as Browser
from pytest_django.fixtures import Settings

from rung.accounts.models import Clinician
from rung.clients.enums import Method, Modality, Purpose
from rung.clients.models import Client, Consent
from rung.pipelines.models import PipelineRun
from rung.sessions.enums import GuideStatus
from rung.sessions.models import SessionTranscript
from tests.factories import people, records

pytestmark = pytest.mark.django_db

ADD = "/admin/clients/client/add/"


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def browser(client: Browser, clinician: Clinician) -> Browser:
    client.force_login(clinician)
    return client


def consent_page(of: Client) -> str:
    return f"/admin/clients/client/{of.pk}/consents/"


def test_in_a_demonstration_the_consents_are_ticked_and_recorded(browser: Browser) -> None:
    assert browser.get(ADD).content.count(b" checked") == 4  # three purposes, and how
    body = {"first_name": "Testa", "purposes": ["recording", "ai_processing"], "method": "verbal", "words": "Heard."}
    browser.post(ADD, body)
    assert set(Consent.objects.values_list("purpose", "modality", "method")) == {
        ("recording", "in_person", "verbal"),
        ("ai_processing", "in_person", "verbal"),
    }


def test_elsewhere_nothing_is_ticked_beforehand(browser: Browser, settings: Settings) -> None:
    settings.DEMO_EMAIL = ""
    page = browser.get(ADD).content
    assert page.count(b" checked") == 1  # how: nobody has agreed to anything
    assert b"Demonstration" not in page
    browser.post(ADD, {"first_name": "Testa", "method": "verbal", "words": ""})
    assert Client.objects.count() == 1
    assert not Consent.objects.exists()


def test_a_consent_without_a_note_is_asked_for_beside_the_field(browser: Browser) -> None:
    answer = browser.post(ADD, {"first_name": "Testa", "purposes": ["recording"], "method": "verbal", "words": " "})
    assert b"Write who heard the consent" in answer.content
    assert not Client.objects.exists()


def test_the_state_of_a_new_client_decides_what_may_be_verbal(browser: Browser) -> None:
    body = {"first_name": "Testa", "state": "IL", "purposes": ["ai_processing"], "method": "verbal", "words": "Heard."}
    answer = browser.post(ADD, body)
    assert b"must be in writing here" in answer.content
    browser.post(ADD, {**body, "method": "typed"})
    assert Client.objects.get().state == "IL"
    assert Consent.objects.get().method == Method.TYPED


def test_a_session_says_what_is_missing_and_one_click_records_it(browser: Browser, clinician: Clinician) -> None:
    session = people.session(clinician, people.silent_client(clinician))
    address = f"/admin/therapy_sessions/therapysession/{session.pk}/"
    sent = browser.post(f"{address}receive/", {"kind": "notes", "text": "Client reports sleeping badly."}, follow=True)
    assert b"No brief was started" in sent.content
    assert b"Consent is missing" in sent.content
    assert SessionTranscript.objects.count() == 1
    assert not PipelineRun.objects.exists()
    body = {
        "act": "give",
        "modality": "in_person",
        "session": str(session.pk),
        "method": "verbal",
        "purposes": ["recording", "ai_processing", "release_to_client"],
        "words": "I heard it.",
    }
    given = browser.post(consent_page(session.client), body, follow=True)
    assert given.request["PATH_INFO"] == f"{address}change/"
    assert b"Consent is missing" not in given.content
    browser.post(f"{address}start/")
    assert PipelineRun.objects.count() == 1


def test_withdrawing_takes_a_confirmation(browser: Browser, clinician: Clinician) -> None:
    guide = records.guide(clinician)
    body = {"act": "withdraw", "modality": "in_person", "purpose": "release_to_client"}
    assert b"Confirm" in browser.post(consent_page(guide.client), body, follow=True).content
    assert not Consent.objects.filter(withdrawn_at__isnull=False).exists()
    assert b"Withdrawn." in browser.post(consent_page(guide.client), {**body, "sure": "yes"}, follow=True).content
    assert Consent.objects.filter(withdrawn_at__isnull=False).count() == 1
    guide.refresh_from_db(fields=["status"])
    assert guide.status == GuideStatus.DRAFT


def test_the_page_shows_rules_texts_and_history(browser: Browser, clinician: Clinician) -> None:
    client = people.client(clinician)
    people.consents(client, clinician, Purpose.RECORDING, modality=Modality.PHONE)
    browser.post(consent_page(client), {"act": "state", "state": "IL"})
    page = browser.get(consent_page(client), {"meeting": "phone"}).content.decode()
    for said in ("Illinois", "Not reviewed by counsel", "Public Act 104-0054", "detect emotions", "recorded by"):
        assert said in page
    assert page.count("Withdraw consent:") == 1


@pytest.mark.parametrize(
    "body",
    [
        {"act": "give", "method": "verbal", "words": "Heard."},
        {"act": "give", "method": "verbal", "words": "", "purposes": "recording"},
        {"act": "give", "method": "none", "words": "Heard.", "purposes": "recording"},
        {"act": "withdraw", "sure": "yes", "purpose": "none"},
        {"act": "withdraw", "sure": "yes", "purpose": "recording", "session": "no-id"},
        {"act": "none"},
    ],
)
def test_odd_requests_change_nothing(browser: Browser, clinician: Clinician, body: dict[str, str]) -> None:
    client = people.silent_client(clinician)
    assert browser.post(consent_page(client), body, follow=True).status_code == 200
    assert not Consent.objects.exists()


def test_somebody_elses_consents_look_like_missing_ones(browser: Browser) -> None:
    foreign = people.client(people.clinician())
    answers = [
        browser.get(f"/admin/clients/client/{name}/consents/")
        for name in (foreign.pk, "00000000-0000-4000-8000-000000000000", "no-id")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    body = {"act": "withdraw", "sure": "yes", "purpose": "recording", "modality": "in_person"}
    assert browser.post(consent_page(foreign), body).status_code == 404
