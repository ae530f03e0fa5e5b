"""The page of a client's progress: kept or shown again as typed, in the same number of queries for any record."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients.models import Client
from rung.common import clock
from rung.progress.models import Measure
from rung.sessions import schemas, services
from rung.sessions.models import RiskConcern
from tests.factories import measures, people, records
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db
TODAY = f"{clock.now():%Y-%m-%d}"
AROUND = {"taken_on": TODAY, "filled_by": "client", "note": "Took her time."}


@pytest.fixture
def who() -> Clinician:
    return people.clinician()


@pytest.fixture
def person(who: Clinician) -> Client:
    return people.client(who)


@pytest.fixture
def browser(who: Clinician) -> Browser:
    browser = Browser()
    browser.force_login(who)
    return browser


def page_of(person: Client) -> str:
    return f"/admin/clients/client/{person.id}/progress/"


def form(name: str, values: dict[str, str]) -> dict[str, str]:
    return {"act": name, **{f"{name}-{key}": value for key, value in {**AROUND, **values}.items()}}


def answered(*answers: int) -> dict[str, str]:
    return {f"item_{place}": str(answer) for place, answer in enumerate(answers, start=1)}


def test_without_a_measure_it_says_what_to_do(browser: Browser, person: Client) -> None:
    shown = browser.get(page_of(person)).content.decode()
    assert "No measure yet" in shown
    assert "Not enough to say yet" in shown
    assert "Thoughts that you would be better off dead" in shown
    assert "No brief yet" in shown


def test_a_filled_in_form_is_kept_and_shown(browser: Browser, who: Clinician, person: Client) -> None:
    for name, answers in (("phq9", (2,) * 8 + (0,)), ("gad7", (1,) * 7)):
        assert browser.post(page_of(person), form(name, answered(*answers))).status_code == 302
    score = form("other", {"name": "Sleep diary", "score": "3.5", "lowest": "0", "highest": "10"})
    assert browser.post(page_of(person), score).status_code == 302
    shown = browser.get(page_of(person)).content.decode()
    for words in ("16 of 27: moderately severe", "7 of 21: mild", "Sleep diary", "3.5 of 10", "Took her time."):
        assert words in shown
    assert not RiskConcern.objects.exists()
    read = AuditEvent.objects.filter(act="read", subject_kind="client.progress").latest("at")
    assert (read.actor_id, read.client_id) == (who.id, person.id)


def test_the_ninth_item_opens_a_review_and_says_so(browser: Browser, person: Client) -> None:
    told = browser.post(page_of(person), form("phq9", {"item_9": "1"}), follow=True).content.decode()
    assert "a risk review was opened" in told
    assert "no total: items 1, 2, 3, 4, 5, 6, 7, 8 of 9 left out" in told
    assert "Needs attention" in told
    assert RiskConcern.objects.get().client_id == person.id
    risk = browser.get(page_of(person).replace("progress", "risk")).content.decode()
    assert "item 9, “Thoughts that you would be better off dead" in risk


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (form("phq9", {"note": "Kept words."}), "No item was answered"),
        (form("phq9", {**answered(1), "note": "Kept words.", "taken_on": "2999-01-01"}), "taken today or before"),
        (form("gad7", {"item_1": "7", "note": "Kept words."}), "not one of the available choices"),
        (form("other", {"name": "Kept words.", "score": "12", "lowest": "0", "highest": "10"}), "between them"),
        (form("other", {"name": "Kept words.", "score": "a lot", "lowest": "0", "highest": "10"}), "Enter a number"),
    ],
)
def test_what_is_refused_is_shown_with_what_was_filled_in(
    browser: Browser, person: Client, sent: dict[str, str], said: str
) -> None:
    shown = browser.post(page_of(person), sent).content.decode()
    assert said in shown
    assert "Kept words." in shown
    assert not Measure.objects.exists()


def test_a_supervisor_reads_and_a_stranger_finds_nothing(who: Clinician, person: Client) -> None:
    supervisor = people.clinician(who.practice, Role.SUPERVISOR)
    people.supervision(supervisor, who)
    reading, stranger = Browser(), Browser()
    reading.force_login(supervisor)
    stranger.force_login(people.clinician())
    assert "Add a measure" not in reading.get(page_of(person)).content.decode()
    reading.post(page_of(person), form("phq9", answered(*(1,) * 9)))
    assert stranger.get(page_of(person)).status_code == 404
    assert stranger.post(page_of(person), form("phq9", answered(*(1,) * 9))).status_code == 404
    assert not Measure.objects.exists()


def held(who: Clinician, person: Client, count: int) -> None:
    """Add sessions with a brief and a measure each."""
    for number in range(count):
        day = NOON - timedelta(days=7 * number)
        session = services.schedule_session(client=person, starts_at=day, by=who, at=NOON)
        said = records.transcript(who, session)
        found = replace(records.content().findings[0], kind="defense", name="avoidance")
        content: schemas.BriefContent = replace(records.content(), findings=(found,))
        services.keep_brief(content, transcript=said, run_id=uuid.uuid4(), by=who, at=NOON)
        measures.form(who, person, (number % 4,) * 8 + (0,), day.date())


def test_more_sessions_take_no_more_queries(
    browser: Browser, who: Clinician, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # a key is remembered once it was committed
        person = people.client(who)
    counts = []
    for more in (3, 30):
        held(who, person, more)
        browser.get(page_of(person))
        with CaptureQueriesContext(connection) as asked:
            shown = browser.get(page_of(person)).content.decode()
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1, "thirty sessions more; that the page was used is noted now and then"
    assert counts[1] <= 20
    assert "33 of 33" in shown
    assert "Chronic" in shown
    assert "<polyline" in shown
