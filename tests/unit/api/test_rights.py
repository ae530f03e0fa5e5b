"""The rights desk over the API: the clock, the copy, the accounting."""

import io
import uuid
from datetime import timedelta
from zipfile import ZipFile

import pytest
import time_machine

from rung.accounts.models import Clinician
from rung.api.models import KeptAnswer
from rung.audit.models import AuditEvent
from rung.rights.models import Disclosure
from tests.factories import people, rights
from tests.factories.canary import CANARY
from tests.factories.people import NOON
from tests.unit.api.callers import Caller
from tests.unit.api.documents import check_documented
from tests.unit.api.scenes import API, Scene, nowhere

pytestmark = pytest.mark.django_db

DESK = f"{API}/rights-requests"
REASON = {"words": "The archive is being moved."}
EVERYTHING = {"contents": ["session", "transcript", "brief", "guide"]}


def test_the_clock_is_answered_and_extended_once(caller: Caller, scene: Scene) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        document = caller.get("/api/schema").data
        clock.move_to(NOON + timedelta(days=29))
        assert caller.get(f"{DESK}/{scene.asked}").data["days_left"] == 1
        extended = caller.post(f"{DESK}/{scene.asked}/extend", REASON)
        assert (extended.status, extended.data["days_left"]) == (200, 31)
        check_documented(document, "extend_rights_request", extended)
        again = caller.post(f"{DESK}/{scene.asked}/extend", REASON)
        assert (again.status, again.code) == (409, "already_extended")
        clock.move_to(NOON + timedelta(days=61))
        late = caller.post(f"{DESK}/{scene.amendment}/extend", REASON)
        assert (late.status, late.code) == (409, "too_late_to_extend")


def test_extending_somebody_elses_request_is_like_extending_none(
    caller: Caller, clinician: Clinician, foreign: Scene
) -> None:
    refused = [caller.post(f"{DESK}/{found}/extend", REASON) for found in (foreign.asked, uuid.uuid4())]
    assert {answer.status for answer in refused} == {404}
    assert refused[0].body == refused[1].body


def test_the_desk_lists_what_is_open_most_urgent_first(caller: Caller, scene: Scene) -> None:
    with time_machine.travel(NOON + timedelta(days=31), tick=False):
        caller.post(f"{DESK}/{scene.unwanted}/withdraw", {"words": "By telephone."})
        listed = caller.get(DESK).data["items"]
        assert [(row["id"], row["days_left"]) for row in listed] == [(str(scene.asked), -1), (str(scene.amendment), 29)]
        everything = caller.get(f"{DESK}?is_open=false").data["items"]
        assert len(everything) == 3
        assert "words" not in everything[0]


def test_a_copy_is_an_archive_and_a_disclosure(caller: Caller, scene: Scene) -> None:
    answer = caller.post(f"{API}/clients/{scene.client}/copies", {**EVERYTHING, "request_id": str(scene.asked)})
    assert (answer.status, answer.kind) == (200, "application/zip")
    assert "record-copy-" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    with ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        assert "fhir-r4.json" in archive.namelist()
    made = Disclosure.objects.get()
    assert (made.client_id, made.request_id) == (scene.client, scene.asked)
    event = AuditEvent.objects.filter(act="export").get()
    assert (event.client_id, event.subject_id) == (scene.client, made.id)


def test_a_copy_is_made_anew_each_time(caller: Caller, scene: Scene) -> None:
    for _ in range(2):
        path = f"{API}/clients/{scene.client}/copies"
        assert caller.post(path, EVERYTHING, idempotency_key=str(uuid.uuid4())).status == 200
    assert (Disclosure.objects.count(), KeptAnswer.objects.count()) == (2, 0)


def test_nobody_copies_what_belongs_to_others(caller: Caller, scene: Scene, foreign: Scene) -> None:
    answers = [caller.post(f"{API}/clients/{found}/copies", EVERYTHING) for found in (foreign.client, nowhere().client)]
    assert {answer.status for answer in answers} == {404}
    assert answers[0].body == answers[1].body
    theirs = {**EVERYTHING, "request_id": str(foreign.asked)}
    assert caller.post(f"{API}/clients/{scene.client}/copies", theirs).code == "request_not_found"
    assert Caller(None).post(f"{API}/clients/{scene.client}/copies", EVERYTHING).status == 401
    assert not Disclosure.objects.exists()


def test_a_request_of_another_client_is_not_answered_by_a_copy(
    caller: Caller, clinician: Clinician, scene: Scene
) -> None:
    other = rights.request(clinician, people.client(clinician))
    answer = caller.post(f"{API}/clients/{scene.client}/copies", {**EVERYTHING, "request_id": str(other.id)})
    assert (answer.status, answer.code) == (404, "request_not_found")


def test_a_copy_of_nothing_is_refused(caller: Caller, scene: Scene) -> None:
    answer = caller.post(f"{API}/clients/{scene.client}/copies", {"contents": []})
    assert (answer.status, answer.code) == (422, "nothing_chosen")


def test_an_accounting_shows_six_years_and_what_the_law_wants(
    caller: Caller, clinician: Clinician, scene: Scene
) -> None:
    for disclosed_on, kind in (("2020-03-01", "court"), ("2020-03-02", "oversight"), ("2026-03-01", "authorized")):
        given = {"kind": kind, "disclosed_on": disclosed_on, "recipient": "X", "what": CANARY, "why": "Y"}
        assert caller.post(f"{API}/clients/{scene.client}/disclosures", given).status == 201
    with time_machine.travel(NOON, tick=False):
        found = caller.get(f"{API}/clients/{scene.client}/accounting").data
    assert (found["since"], found["until"]) == ("2020-03-02", "2026-03-02")
    assert [(row["kind"], row["is_accounted_for"]) for row in found["items"]] == [
        ("authorized", False), ("oversight", True),
    ]  # fmt: skip
    assert found["items"][0]["what"] == CANARY


def test_an_amendment_names_its_record(caller: Caller, scene: Scene) -> None:
    record = {"session_id": str(scene.session), "kind": "guide", "id": str(scene.guide)}
    wanted = {
        "kind": "amendment", "received_on": "2026-03-02", "asked_by": "client", "identity_check": "in_person",
        "words": "It was Tuesday.", "record": record,
    }  # fmt: skip
    path = f"{API}/clients/{scene.client}/rights-requests"
    made = caller.post(path, wanted)
    assert (made.status, made.data["record_id"]) == (201, str(scene.guide))
    assert caller.post(path, {**wanted, "record": {**record, "id": str(uuid.uuid4())}}).code == "record_not_found"
    assert caller.post(path, {**wanted, "kind": "access"}).code == "amended_record_unwanted"
