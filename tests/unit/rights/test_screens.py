"""The desk's pages: what they show, what they do, for whom."""

import io
import uuid
from datetime import timedelta
from zipfile import ZipFile

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.pipelines.admin.rights import accounting
from rung.pipelines.admin.rights.shown import ShownDisclosure
from rung.rights import services
from rung.rights.models import Disclosure, RightsRequest
from rung.rights.schemas import DisclosureDetail
from tests.factories import people, records, rights
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db
DESK = "admin:rights_rightsrequest"
ANSWER = {"words": "It is done."}


@pytest.fixture
def by() -> Clinician:
    return people.clinician()


@pytest.fixture
def browser(by: Clinician) -> Browser:
    browser = Browser()
    browser.force_login(by)
    return browser


def _text(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_desk_says_how_many_days_are_left(by: Clinician, browser: Browser) -> None:
    client = people.client(by, "Sorrel", "Brightwater")
    rights.request(by, client)
    for days, said in ((2, "28 days left"), (30, "Last day"), (31, "Overdue by 1 day"), (33, "Overdue by 3 days")):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            browser.force_login(by)
            text = _text(browser.get(reverse(f"{DESK}_changelist")))
        assert said in text
        assert "Sorrel Brightwater" in text
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.act, event.client_id) == ("read", client.id)


def test_somebody_elses_desk_is_empty_and_their_requests_are_missing(by: Clinician, browser: Browser) -> None:
    other = people.clinician(by.practice)
    theirs = rights.request(other, people.client(other))
    assert "Nothing is open" in _text(browser.get(reverse(f"{DESK}_changelist")))
    for found in (theirs.id, uuid.uuid4()):
        assert browser.get(reverse(f"{DESK}_change", args=[found])).status_code == 404
        assert browser.post(reverse(f"{DESK}_act", args=[found]), {"act": "fulfill", **ANSWER}).status_code == 404
    for found in (theirs.client_id, uuid.uuid4()):
        assert browser.get(reverse(f"{DESK}_of_client", args=[found])).status_code == 404
        assert browser.get(reverse(f"{DESK}_csv", args=[found])).status_code == 404
        for act in ("receive", "disclose", "copy"):
            assert browser.post(reverse(f"{DESK}_{act}", args=[found]), {"contents": "brief"}).status_code == 404
    assert not Disclosure.objects.exists()


def test_a_request_is_received_for_a_record(by: Clinician, browser: Browser) -> None:
    session = people.session(by)
    said = records.transcript(by, session)
    sent = {
        "kind": "amendment", "received_on": "2026-03-02", "asked_by": "client", "identity_check": "photo_id",
        "record": f"transcript/{session.id}/{said.id}", "words": "It was Tuesday.",
    }  # fmt: skip
    answer = browser.post(reverse(f"{DESK}_receive", args=[session.client_id]), sent, follow=True)
    assert "It was Tuesday." in _text(answer)
    made = RightsRequest.objects.get()
    assert (made.record_id, made.session_id) == (said.id, session.id)
    foreign = people.session(people.clinician())
    sent["record"] = f"session/{foreign.id}/{foreign.id}"
    answer = browser.post(reverse(f"{DESK}_receive", args=[session.client_id]), sent, follow=True)
    assert "Nothing was changed" in _text(answer)
    assert RightsRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("act", "status", "said"),
    [
        ("fulfill", "fulfilled", "The request is closed"),
        ("withdraw", "withdrawn", "taken back"),
        ("deny", "denied", "Denied."),
        ("nonsense", "received", "Nothing was changed"),
        ("dispute", "received", "Only a denied amendment can be disputed"),
    ],
)
def test_each_button_does_what_it_says(by: Clinician, browser: Browser, act: str, status: str, said: str) -> None:
    request = rights.amendment(by, people.session(by))
    sent = {"act": act, "reason": "accurate", **ANSWER}
    answer = browser.post(reverse(f"{DESK}_act", args=[request.id]), sent, follow=True)
    assert said in _text(answer)
    assert RightsRequest.objects.get().status == status


def test_an_extension_in_time_and_a_dispute(by: Clinician, browser: Browser) -> None:
    with time_machine.travel(NOON, tick=False):
        browser.force_login(by)
        request = rights.amendment(by, people.session(by))
        act = reverse(f"{DESK}_act", args=[request.id])
        assert "2026-05-31" in _text(browser.post(act, {"act": "extend", **ANSWER}, follow=True))
        refused = _text(browser.post(act, {"act": "deny", "reason": "none", **ANSWER}, follow=True))
        assert "one of the four reasons" in refused
        browser.post(act, {"act": "deny", "reason": "not_ours", **ANSWER})
        assert "who created it can still be asked" in _text(browser.get(reverse(f"{DESK}_change", args=[request.id])))
        shown = _text(browser.post(act, {"act": "dispute", "words": "I disagree."}, follow=True))
    assert "I disagree." in shown


def test_a_decided_amendment_stands_beside_the_record(by: Clinician, browser: Browser) -> None:
    guide = records.guide(by)
    request = rights.amendment(by, guide.session, "It was Tuesday.")
    names = [f"admin:therapy_sessions_therapysession_{name}" for name in ("change", "brief", "guide")]
    pages = [reverse(name, args=[guide.session_id]) for name in names]
    assert not [page for page in pages if "It was Tuesday." in _text(browser.get(page))]
    services.fulfill_request(request_id=request.id, words="Addendum: Tuesday.", by=by, at=NOON)
    assert not [page for page in pages if "Addendum: Tuesday." not in _text(browser.get(page))]


def test_a_copy_is_sent_and_listed(by: Clinician, browser: Browser) -> None:
    client = people.session(by).client
    request = rights.request(by, client)
    page = reverse(f"{DESK}_of_client", args=[client.id])
    assert str(request.id) in _text(browser.get(page))
    sent = {"contents": ["transcript", "guide"], "request": str(request.id)}
    answer = browser.post(reverse(f"{DESK}_copy", args=[client.id]), sent)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "no-store"
    with ZipFile(io.BytesIO(b"".join(answer))) as archive:
        assert "record.json" in archive.namelist()
    assert Disclosure.objects.get().request_id == request.id
    assert "Copy of the record" in _text(browser.get(page))


def test_a_disclosure_is_noted_and_told_as_a_table(by: Clinician, browser: Browser) -> None:
    client = people.client(by)
    sent = {"kind": "court", "disclosed_on": "2026-03-02", "recipient": "=cmd|calc", "what": "Dates", "why": "Subpoena"}
    path = reverse(f"{DESK}_disclose", args=[client.id])
    assert "The disclosure was noted" in _text(browser.post(path, sent, follow=True))
    assert "Nothing was changed" in _text(browser.post(path, {**sent, "disclosed_on": "soon"}, follow=True))
    answer = browser.get(reverse(f"{DESK}_csv", args=[client.id]))
    assert answer["Content-Disposition"].startswith('attachment; filename="accounting-')
    assert "'=cmd|calc,Dates,Subpoena" in _text(answer)
    assert Disclosure.objects.count() == 1


def test_a_cell_is_never_a_formula() -> None:
    row = ShownDisclosure(NOON.date(), "@x", DisclosureDetail("+1", "-2", "plain"), is_accounted_for=True)
    assert accounting.as_csv((row,)).splitlines()[1] == "2026-03-02,'+1,'-2,plain,'@x,yes"


@pytest.mark.django_db(transaction=True)  # a key that is not committed is fetched for each value
def test_a_page_asks_the_database_as_often_for_many_as_for_one(by: Clinician, browser: Browser) -> None:
    client = people.client(by)
    counts = []
    for _ in range(2):
        rights.disclosure(by, client)
        rights.request(by, client)
        records.guide(by, people.session(by, client))
        browser.get(reverse(f"{DESK}_changelist"))
        counts.append(_queries(browser, client.id))
    assert counts[0] == counts[1]


def _queries(browser: Browser, client_id: uuid.UUID) -> int:
    with CaptureQueriesContext(connection) as found:
        browser.get(reverse(f"{DESK}_changelist"))
        browser.get(reverse(f"{DESK}_of_client", args=[client_id]))
    # that somebody is still there is noted once a second
    return sum('UPDATE "accounts_opensession"' not in one["sql"] for one in found)
