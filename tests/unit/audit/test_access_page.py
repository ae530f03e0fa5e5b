"""Who opened this record: the page and its export."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client as Browser

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.audit.models import AuditEvent
from rung.clients.models import Client
from rung.pipelines.admin import accesses, words
from tests.factories import people
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def client_row(clinician: Clinician) -> Client:
    return people.silent_client(clinician)


@pytest.fixture
def browser(clinician: Clinician) -> Browser:
    found = Browser()
    found.force_login(clinician)
    return found


def _path(client: Client, act: str = "access") -> str:
    return f"/admin/clients/client/{client.id}/{act}/"


def _events(client: Client, count: int, by: Clinician | None) -> None:
    for number in range(count):
        subject = audit.Subject("client_guide", uuid.uuid4(), client.id)
        audit.record(audit.Act.CHANGE, by=by, at=NOON + timedelta(days=number), subject=subject)


def test_the_page_says_who_did_what_and_notes_the_look(
    browser: Browser, clinician: Clinician, client_row: Client
) -> None:
    stranger = people.clinician()
    for by in (clinician, stranger, None):
        _events(client_row, 1, by)
    text = browser.get(_path(client_row)).content.decode()
    for said in (
        clinician.name,
        accesses.ELSEWHERE,
        accesses.SYSTEM,
        "Changed: client guide",
        "in the background",
        "Testa Fictional",
    ):
        assert said in text
    assert stranger.name not in text
    newest = AuditEvent.objects.latest("id")
    assert (newest.act, newest.subject_kind, newest.client_id) == ("read", "audit_trail", client_row.id)


def test_older_events_are_on_the_next_page(browser: Browser, clinician: Clinician, client_row: Client) -> None:
    _events(client_row, accesses.PAGE + 5, clinician)
    first = browser.get(_path(client_row))
    older = first.context["page"].older
    second = browser.get(f"{_path(client_row)}?before={older}")
    ids = [event.id for page in (first, second) for event in page.context["page"].events]
    assert len(set(ids)) == len(ids)
    assert len(ids) == accesses.PAGE + 7
    assert b"Newest" in second.content


def test_a_person_and_a_period_narrow_it(browser: Browser, clinician: Clinician, client_row: Client) -> None:
    other = people.clinician(clinician.practice)
    _events(client_row, 3, other)
    _events(client_row, 3, clinician)
    asked = {"person": str(other.id), "since": "2026-03-03", "until": "2026-03-03"}
    shown = browser.get(_path(client_row), asked).context["page"]
    assert [(event.who, event.at) for event in shown.events] == [(other.name, NOON + timedelta(days=1))]
    assert b"Nothing here" in browser.get(_path(client_row), {"since": "2031-01-01"}).content


@pytest.mark.parametrize(
    "query", ["person=x", "person=%00", "since=x", "until=9999-99-99", "before=x", "before=-1", f"before={9**60}"]
)
def test_nonsense_in_the_address_is_no_error(browser: Browser, client_row: Client, query: str) -> None:
    assert browser.get(f"{_path(client_row)}?{query}").status_code == 200


def test_an_export_holds_ids_and_acts_and_is_audited(
    browser: Browser, clinician: Clinician, client_row: Client
) -> None:
    clinician.name = "=cmd()"
    clinician.save()
    _events(client_row, 2, clinician)
    answer = browser.post(_path(client_row, "export"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(answer.content.decode()))
    assert tuple(head) == accesses.COLUMNS
    assert [row[4] for row in rows] == ["change", "change", "create"]
    assert {row[2] for row in rows} == {"'=cmd()"}
    assert "Fictional" not in answer.content.decode()
    newest = AuditEvent.objects.latest("id")
    assert (newest.act, newest.actor_id, newest.client_id) == ("export", clinician.id, client_row.id)


def test_an_export_that_cannot_be_recorded_is_not_made(clinician: Clinician, client_row: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE RULE silent AS ON INSERT TO audit_auditevent DO INSTEAD NOTHING")
    with pytest.raises(DatabaseError):
        accesses.exported(client_row, asked={}, by=clinician, at=NOON)


def test_too_large_an_export_is_refused_in_words(
    browser: Browser, client_row: Client, clinician: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accesses, "EXPORT_ROWS", 2)
    _events(client_row, 3, clinician)
    before = AuditEvent.objects.count()
    answer = browser.post(_path(client_row, "export"), follow=True)
    assert b"choose a person or a shorter period" in answer.content
    assert AuditEvent.objects.filter(act="export").count() == 0
    assert AuditEvent.objects.count() > before  # the page that says so was opened


@pytest.mark.parametrize("act", ["access", "export"])
def test_somebody_elses_client_is_like_one_that_does_not_exist(browser: Browser, act: str) -> None:
    foreign = people.client(people.clinician())
    ask = browser.get if act == "access" else browser.post
    assert ask(_path(foreign, act)).status_code == 404
    newest = AuditEvent.objects.latest("id")
    assert (newest.act, newest.subject_id, newest.client_id) == ("denied", foreign.id, None)


def test_every_act_has_words() -> None:
    assert set(words.ACT_TITLES) == set(audit.Act.values)


def test_a_stage_of_a_run_is_named() -> None:
    assert words.subject_of("run.keep_brief") == "the record, in a run (keep brief)"
    assert words.subject_of("guide") == "a client guide"
    assert words.subject_of("something.new_here") == "something, new here"
