"""The note's page: typed text is kept whatever happens, and nobody signs by accident."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from rung.accounts.enums import Role
from rung.accounts.models import Clinician, OpenSession
from rung.common import clock
from rung.encryption import access
from rung.sessions import selectors, services
from rung.sessions.enums import NoteStatus
from rung.sessions.models import SessionNote, TherapySession
from tests.factories import people, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Clinician:
    return people.clinician()


@pytest.fixture
def browser(by: Clinician) -> Browser:
    browser = Browser()
    browser.force_login(by)
    return browser


@pytest.fixture
def session(by: Clinician) -> TherapySession:
    session = people.session(by)
    records.brief(by, records.transcript(by, session))
    return session


def page_of(session: TherapySession, act: str = "note") -> str:
    return f"/admin/therapy_sessions/therapysession/{session.pk}/{act}/"


def note_of(session: TherapySession) -> SessionNote:
    found = selectors.latest_note_of(session)
    assert found is not None
    return found


def text_of(session: TherapySession) -> dict[str, str]:
    with access.granted(session.client_id):
        return {one.key: one.text for one in selectors.note_text_of(note_of(session)).sections}


def form(session: TherapySession, act: str, **values: str) -> dict[str, str]:
    note = note_of(session)
    fields = {f"field-{key}": text for key, text in text_of(session).items()}
    return {"act": act, "version": str(note.version), "layout": note.format, **fields, **values}


def shown(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_brief_to_a_signed_note_in_three_acts(browser: Browser, session: TherapySession) -> None:
    assert "Write the note" in shown(browser.get(page_of(session, "brief")))
    browser.post(page_of(session), {"act": "start"})
    page = shown(browser.get(page_of(session)))
    assert "Theme: sleep" in page
    assert "For you to complete" in page
    answer = browser.post(page_of(session), form(session, "sign", reviewed="yes", **{"field-plan": "Weekly."}))
    assert answer.status_code == 302
    assert note_of(session).status == NoteStatus.SIGNED
    assert text_of(session)["plan"] == "Weekly."
    page = shown(browser.get(page_of(session)))
    assert "Signed by" in page
    assert '<textarea id="field-' not in page
    assert "<ins><span" in page


def test_starting_twice_makes_one_note(browser: Browser, session: TherapySession) -> None:
    for _ in range(2):
        browser.post(page_of(session), {"act": "start"})
    assert SessionNote.objects.count() == 1


@pytest.mark.parametrize("missing", ["reviewed", "recent"])
def test_what_was_typed_is_saved_where_it_is_not_signed(
    browser: Browser, by: Clinician, session: TherapySession, missing: str
) -> None:
    browser.post(page_of(session), {"act": "start"})
    values = {"field-plan": "Weekly."}
    if missing == "recent":
        values["reviewed"] = "yes"
        OpenSession.objects.filter(clinician=by).update(confirmed_at=clock.now() - timedelta(minutes=6))
    answer = browser.post(page_of(session), form(session, "sign", **values))
    assert ("confirm" in answer.headers["Location"]) == (missing == "recent")
    assert (note_of(session).status, text_of(session)["plan"]) == (NoteStatus.DRAFT, "Weekly.")


def test_a_text_that_was_overtaken_is_shown_again(browser: Browser, by: Clinician, session: TherapySession) -> None:
    browser.post(page_of(session), {"act": "start"})
    stale = form(session, "save", **{"field-plan": "Mine."})
    browser.post(page_of(session), form(session, "save", **{"field-plan": "Theirs."}))
    page = shown(browser.post(page_of(session), stale))
    assert "Not saved: your text" in page
    assert "Mine." in page
    assert text_of(session)["plan"] == "Theirs."
    services.sign_note(note_id=note_of(session).pk, version=2, by=by, at=people.NOON)
    assert "Mine." in shown(browser.post(page_of(session), stale))
    too_long = {**stale, "field-plan": "x" * 20_001}
    assert "Not saved: your text" in shown(browser.post(page_of(session), too_long))


def test_the_format_is_changed_at_once_only_where_nothing_was_typed(browser: Browser, session: TherapySession) -> None:
    browser.post(page_of(session), {"act": "start"})
    browser.post(page_of(session), form(session, "switch", wanted="dap"))
    assert note_of(session).format == "dap"
    answer = browser.post(page_of(session), form(session, "switch", wanted="birp", **{"field-plan": "Weekly."}))
    assert answer.headers["Location"].endswith("?layout=birp")
    assert (note_of(session).format, text_of(session)["plan"]) == ("dap", "Weekly.")
    assert "Replace your text by BIRP?" in shown(browser.get(answer.headers["Location"]))
    browser.post(page_of(session), form(session, "switch", wanted="birp", confirmed="birp"))
    assert (note_of(session).format, "Weekly." in text_of(session)["plan"]) == ("birp", False)
    browser.post(page_of(session), form(session, "switch", wanted="dap"))
    assert text_of(session)["plan"] == "Weekly.", "it comes back"


def test_versions_are_compared(browser: Browser, session: TherapySession) -> None:
    browser.post(page_of(session), {"act": "start"})
    browser.post(page_of(session), form(session, "save", **{"field-plan": "Weekly meetings."}))
    browser.post(page_of(session), form(session, "save", **{"field-plan": "Daily meetings."}))
    page = shown(browser.get(page_of(session) + "?version=2"))
    assert "Version 2 against now" in page
    assert "removed: </span>Weekly" in page
    assert browser.get(page_of(session) + "?version=99").status_code == 404
    assert browser.get(page_of(session) + "?version=x").status_code == 200


def test_an_amendment_shows_what_it_amends_and_why(browser: Browser, by: Clinician) -> None:
    signed = records.signed_note(by)
    browser.post(page_of(signed.session), {"act": "amend", "reason": " "})
    assert SessionNote.objects.count() == 1
    browser.post(page_of(signed.session), {"act": "amend", "reason": "It was Tuesday."})
    page = shown(browser.get(page_of(signed.session)))
    assert "Being amended because: It was Tuesday." in page
    browser.post(page_of(signed.session), form(signed.session, "sign", reviewed="yes"))
    page = shown(browser.get(page_of(signed.session)))
    assert "UTC because: It was Tuesday." in page
    assert page.count("Signed by") == 2


def test_files_are_sent_to_whom_confirmed(browser: Browser, by: Clinician) -> None:
    signed = records.signed_note(by)
    answer = browser.post(page_of(signed.session, "note-file"), {"note": signed.pk, "form": "fhir"})
    assert answer.headers["Content-Type"] == "application/fhir+json"
    assert browser.post(page_of(signed.session, "note-file")).headers["Content-Type"] == "application/pdf"
    other = records.signed_note(by)
    assert browser.post(page_of(signed.session, "note-file"), {"note": other.pk}).status_code == 404
    OpenSession.objects.filter(clinician=by).update(confirmed_at=clock.now() - timedelta(minutes=6))
    assert "confirm" in browser.post(page_of(signed.session, "note-file")).headers["Location"]


def test_a_supervisor_reads_and_does_not_write(by: Clinician) -> None:
    supervisor = people.clinician(by.practice, Role.SUPERVISOR)
    people.supervision(supervisor, by)
    note = records.note(by)
    reader = Browser()
    reader.force_login(supervisor)
    page = shown(reader.get(page_of(note.session)))
    assert "You are reading" in page
    assert "Sign and lock" not in page
    reader.post(page_of(note.session), {"act": "sign", "reviewed": "yes", "version": "1"})
    assert note_of(note.session).status == NoteStatus.DRAFT


def test_the_page_costs_the_same_with_many_versions(browser: Browser, by: Clinician) -> None:
    note = records.note(by)
    counts = []
    for number in (1, 2, 3):
        with CaptureQueriesContext(connection) as asked:
            browser.get(page_of(note.session))
        # that somebody is still there is noted once a second
        counts.append(sum('UPDATE "accounts_opensession"' not in one["sql"] for one in asked))
        text = records.note_draft(said=f"Text {number}.").as_text
        services.save_note(note_id=note.pk, text=text, version=number, by=by, at=people.NOON)
    assert counts[1] == counts[2]
