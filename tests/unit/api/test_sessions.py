"""Sessions: listed, added, shown."""

import pytest

from rung.accounts.models import Clinician
from rung.sessions import selectors
from tests.factories import people
from tests.unit.api.callers import Caller

SESSIONS = "/api/v1/sessions"


def test_a_session_is_added_and_shown(caller: Caller, clinician: Clinician) -> None:
    client = people.client(clinician)
    added = caller.post(SESSIONS, {"client_id": str(client.id), "starts_at": "2026-03-02T14:00:00+02:00"})
    assert added.status == 201
    assert added.data["starts_at"] == "2026-03-02T12:00:00Z"
    assert (added.data["client_id"], added.data["status"]) == (str(client.id), "scheduled")
    assert caller.get(added.headers["Location"]).data == added.data


def test_a_session_of_somebody_elses_client_is_not_added(caller: Caller, clinician: Clinician) -> None:
    theirs = people.client(people.clinician())
    answer = caller.post(SESSIONS, {"client_id": str(theirs.id), "starts_at": "2026-03-02T12:00:00Z"})
    assert (answer.status, answer.code) == (404, "client_not_found")
    assert not selectors.sessions_of(clinician).exists()


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        ("2026-03-02T12:00:00", "naive"),
        ("tomorrow", "invalid"),
        ("2026-03-02", "naive"),
        (12, "invalid"),
        ("9999-12-31T23:59:59-23:00", "overflow"),
        ("", "invalid"),
        (None, "null"),
    ],
)
def test_a_time_must_be_a_moment(caller: Caller, clinician: Clinician, starts_at: object, code: str) -> None:
    client = people.client(clinician)
    answer = caller.post(SESSIONS, {"client_id": str(client.id), "starts_at": starts_at})
    assert (answer.status, answer.field_codes) == (400, {"starts_at": code})


def test_the_list_is_latest_first_and_can_be_narrowed_to_a_client(caller: Caller, clinician: Clinician) -> None:
    client = people.client(clinician)
    people.session(clinician, client)
    people.session(clinician)
    people.session(people.clinician())
    assert len(caller.get(SESSIONS).data["items"]) == 2
    narrowed = caller.get(f"{SESSIONS}?client_id={client.id}").data["items"]
    assert [item["client_id"] for item in narrowed] == [str(client.id)]


def test_a_foreign_client_narrows_like_a_missing_one(caller: Caller, clinician: Clinician) -> None:
    theirs = people.session(people.clinician())
    foreign = caller.get(f"{SESSIONS}?client_id={theirs.client_id}")
    missing = caller.get(f"{SESSIONS}?client_id=00000000-0000-4000-8000-000000000000")
    assert (foreign.status, foreign.body) == (missing.status, missing.body)
    assert foreign.data == {"items": [], "next_cursor": None}


def test_sessions_say_nothing_that_is_sealed(caller: Caller, clinician: Clinician) -> None:
    people.session(clinician)
    item = caller.get(SESSIONS).data["items"][0]
    assert set(item) == {"id", "client_id", "starts_at", "modality", "is_part2", "status", "created_at"}
