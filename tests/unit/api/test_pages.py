"""Lists in pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from rung.accounts.models import Clinician
from rung.pipelines import launch
from rung.pipelines.models import PipelineRun
from rung.sessions import services
from tests.factories import people, records
from tests.factories.people import NOON
from tests.unit.api.callers import Caller

CLIENTS, SESSIONS, RUNS = "/api/v1/clients", "/api/v1/sessions", "/api/v1/runs"


def walk(caller: Caller, path: str, limit: int) -> list[str]:
    """Return the ids of a list, page by page."""
    joint = "&" if "?" in path else "?"
    found: list[str] = []
    cursor = ""
    while True:
        page = caller.get(f"{path}{joint}limit={limit}{cursor}").data
        assert len(page["items"]) <= limit
        found += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
def test_pages_give_each_row_once_in_order_also_of_the_same_moment(
    caller: Caller, clinician: Clinician, limit: int
) -> None:
    client = people.client(clinician)
    for minutes in (0, 0, 0, 5, -5):  # three start at the same time
        services.schedule_session(client=client, starts_at=NOON + timedelta(minutes=minutes), by=clinician, at=NOON)
    whole = caller.get(SESSIONS).data["items"]
    assert [item["starts_at"] for item in whole] == sorted((item["starts_at"] for item in whole), reverse=True)
    assert walk(caller, SESSIONS, limit) == [item["id"] for item in whole]


def test_flags_are_paged_gravest_first(caller: Caller, clinician: Clinician) -> None:
    session = people.session(clinician)
    for level in (2, 6, 4, 6):
        records.flag(clinician, records.transcript(clinician, session), level=level)
    path = f"{SESSIONS}/{session.id}/flags"
    whole = caller.get(path).data["items"]
    assert [item["level"] for item in whole] == [6, 6, 4, 2]
    assert walk(caller, path, 1) == [item["id"] for item in whole]


def test_new_rows_do_not_move_a_cursor(caller: Caller, clinician: Clinician) -> None:
    for _ in range(3):
        people.client(clinician)
    first = caller.get(f"{CLIENTS}?limit=2").data
    people.client(clinician)
    rest = caller.get(f"{CLIENTS}?limit=3&cursor={first['next_cursor']}").data
    assert not {item["id"] for item in first["items"]} & {item["id"] for item in rest["items"]}


def test_a_cursor_stays_good_when_its_row_no_longer_fits_the_filter(caller: Caller, clinician: Clinician) -> None:
    for _ in range(3):
        session = people.session(clinician)
        records.transcript(clinician, session)
        launch.start_pre_session(session=session, by=clinician, at=NOON)
    first = caller.get(f"{RUNS}?status=queued&limit=1").data
    seen = first["next_cursor"]
    PipelineRun.objects.filter(pk=seen).update(status="complete")
    rest = caller.get(f"{RUNS}?status=queued&cursor={seen}").data["items"]
    assert len(rest) == 2
    assert seen not in {item["id"] for item in rest}


@pytest.mark.parametrize("cursor", ["x", "%00", "%ED%A0%80", "9" * 500, "00000000-0000-4000-8000-000000000000"])
def test_a_cursor_of_nothing_is_refused(caller: Caller, cursor: str) -> None:
    answer = caller.get(f"{CLIENTS}?cursor={cursor}")
    assert (answer.status, answer.code) == (400, "invalid")
    assert set(answer.field_codes) == {"cursor"}


def test_a_foreign_cursor_is_refused_like_a_missing_one(caller: Caller, clinician: Clinician) -> None:
    theirs = people.client(people.clinician())
    foreign = caller.get(f"{CLIENTS}?cursor={theirs.id}")
    missing = caller.get(f"{CLIENTS}?cursor=00000000-0000-4000-8000-000000000000")
    assert (foreign.status, foreign.body) == (400, missing.body)


@pytest.mark.parametrize("limit", ["0", "-1", "101", "x", "1.5", "9" * 2000, "%00"])
def test_a_limit_is_between_1_and_100(caller: Caller, limit: str) -> None:
    answer = caller.get(f"{CLIENTS}?limit={limit}")
    assert (answer.status, set(answer.field_codes)) == (400, {"limit"})


@pytest.mark.parametrize("query", ["status=queued", "Limit=1", "limit=1&x=1", "client_id__gt=1", "%ED%A0%80=1", "%00="])
def test_only_named_filters_are_taken(caller: Caller, query: str) -> None:
    answer = caller.get(f"{CLIENTS}?{query}")
    assert (answer.status, answer.field_codes) == (400, {"": "unknown_field"})


def test_a_filter_value_is_not_repeated(caller: Caller) -> None:
    answer = caller.get(f"{RUNS}?status=secretword")
    assert (answer.status, answer.field_codes) == (400, {"status": "invalid_choice"})
    assert b"secretword" not in answer.body


@pytest.mark.parametrize("path", [CLIENTS, SESSIONS, RUNS])
def test_a_longer_list_takes_no_more_queries(
    caller: Caller, clinician: Clinician, path: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # data keys are kept in memory once they are committed
        for _ in range(20):
            session = people.session(clinician)
            records.transcript(clinician, session)
            launch.start_pre_session(session=session, by=clinician, at=NOON)
    assert len(caller.get(path).data["items"]) == 20
    assert queries(caller, f"{path}?limit=2") == queries(caller, f"{path}?limit=20")


@pytest.mark.parametrize("below", ["transcripts", "flags"])
def test_a_longer_list_below_a_session_takes_no_more_queries(
    caller: Caller, clinician: Clinician, below: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        session = people.session(clinician)
        for _ in range(20):
            records.flag(clinician, records.transcript(clinician, session))
    path = f"{SESSIONS}/{session.id}/{below}"
    assert len(caller.get(path).data["items"]) == 20
    assert queries(caller, f"{path}?limit=2") == queries(caller, f"{path}?limit=20")


def queries(caller: Caller, path: str) -> int:
    """Return how many queries a request takes, without the one that keeps the session open once a second."""
    with CaptureQueriesContext(connection) as made:
        answer = caller.get(path)
    assert answer.status == 200
    return sum('UPDATE "accounts_opensession"' not in query["sql"] for query in made)
