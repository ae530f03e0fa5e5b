"""Sessions: when they end, what ends them, and that an old session id is worth nothing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from rung.accounts import services
from rung.accounts.admin import sign_in
from rung.accounts.enums import Role
from rung.accounts.models import Clinician, OpenSession
from rung.audit.models import AuditEvent
from tests.factories import people
from tests.unit.accounts import doorkit

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
NEW = "seven green herons wade"


@pytest.fixture
def person() -> Clinician:
    return doorkit.with_app(people.clinician())


@pytest.fixture
def admin(person: Clinician) -> Clinician:
    found = people.clinician(person.practice)
    Clinician.objects.filter(pk=found.pk).update(role=Role.PRACTICE_ADMIN)
    found.refresh_from_db()
    return found


def _open_at(client: Client, person: Clinician, at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        client.force_login(person)


def _is_open_at(client: Client, at: datetime) -> bool:
    with time_machine.travel(at, tick=False):
        return doorkit.is_signed_in(client)


@pytest.mark.parametrize(("after", "is_open"), [(IDLE - SECOND, True), (IDLE, False), (IDLE + SECOND, False)])
def test_an_idle_session_ends_after_fifteen_minutes(
    client: Client, person: Clinician, after: timedelta, *, is_open: bool
) -> None:
    _open_at(client, person, START)
    assert _is_open_at(client, START + after) == is_open
    assert OpenSession.objects.exists() == is_open


def test_use_puts_the_end_off(client: Client, person: Clinician) -> None:
    _open_at(client, person, START)
    used = START + IDLE - SECOND
    assert _is_open_at(client, used)
    assert _is_open_at(client, used + IDLE - SECOND)


@pytest.mark.parametrize(
    ("after", "is_open"), [(ABSOLUTE - SECOND, True), (ABSOLUTE, False), (ABSOLUTE + SECOND, False)]
)
def test_a_session_ends_after_twelve_hours_of_use(
    client: Client, person: Clinician, after: timedelta, *, is_open: bool
) -> None:
    _open_at(client, person, START)
    at = START
    while at + IDLE - SECOND < START + ABSOLUTE - SECOND:
        at += IDLE - SECOND
        assert _is_open_at(client, at)
    assert _is_open_at(client, START + after) == is_open


@pytest.mark.parametrize(
    "path", ["/admin/therapy_sessions/therapysession/{}/status/", "/api/v1/runs", "/admin/account/session/"]
)
def test_what_pages_ask_by_themselves_does_not_put_it_off(client: Client, person: Clinician, path: str) -> None:
    path = path.format(people.session(person).id)
    _open_at(client, person, START)
    for minute in (5, 10, 14):
        with time_machine.travel(START + timedelta(minutes=minute), tick=False):
            assert client.get(path).status_code == 200
    assert not _is_open_at(client, START + IDLE)


def test_saying_that_one_is_there_does(client: Client, person: Clinician) -> None:
    _open_at(client, person, START)
    with time_machine.travel(START + IDLE - SECOND, tick=False):
        state = client.post("/admin/account/session/").json()
    assert (state["seconds"], state["can_stay"]) == (IDLE.total_seconds(), True)
    assert _is_open_at(client, START + IDLE + IDLE - SECOND - SECOND)


def test_the_api_takes_a_session_that_is_over_for_a_stranger(client: Client, person: Clinician) -> None:
    _open_at(client, person, START)
    with time_machine.travel(START + IDLE, tick=False):
        assert client.get("/api/v1/clients").status_code == 401


def test_the_guards_cost_one_query_more(client: Client, person: Clinician) -> None:
    _open_at(client, person, START)
    with time_machine.travel(START, tick=False), CaptureQueriesContext(connection) as asked:
        client.get("/api/v1/runs")
    ours = [q["sql"] for q in asked if "accounts_opensession" in q["sql"] or "accounts_guess" in q["sql"]]
    assert len(ours) == 1, ours


def test_use_is_written_once_a_second(client: Client, person: Clinician) -> None:
    _open_at(client, person, START)
    with time_machine.travel(START + SECOND, tick=False), CaptureQueriesContext(connection) as asked:
        for _ in range(4):
            client.get("/admin/account/")
    assert len([q for q in asked if q["sql"].startswith('UPDATE "accounts_opensession"')]) == 1


def test_two_requests_may_find_the_end_at_once(client: Client, person: Clinician) -> None:
    _open_at(client, person, START)
    session = OpenSession.objects.get()
    OpenSession.objects.all().delete()
    services.touch_session(session, at=START + SECOND)
    request = RequestFactory().get("/")
    request.user, request.session = person, client.session
    sign_in.end_this_session(request, session)
    assert not request.user.is_authenticated


def test_what_is_left_of_old_sessions_goes_with_the_next_sign_in(client: Client, person: Clinician) -> None:
    _open_at(client, person, START)
    _open_at(Client(), person, START + ABSOLUTE)
    assert OpenSession.objects.get().created_at == START + ABSOLUTE


def test_signing_in_changes_the_session_id(client: Client, person: Clinician) -> None:
    client.get(doorkit.SIGN_IN)
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["sessionid"] = planted = str(session.session_key)
    doorkit.sign_in(client, person)
    assert doorkit.is_signed_in(client)
    assert client.session.session_key != planted
    fixed = Client()
    fixed.cookies["sessionid"] = planted
    assert not doorkit.is_signed_in(fixed)


def test_a_session_that_was_ended_elsewhere_opens_nothing(client: Client, person: Clinician) -> None:
    doorkit.sign_in(client, person)
    OpenSession.objects.all().delete()
    assert not doorkit.is_signed_in(client)


def test_signing_out_ends_it(client: Client, person: Clinician) -> None:
    doorkit.sign_in(client, person)
    kept = client.cookies["sessionid"].value
    assert client.post("/admin/logout/").status_code == 302
    stolen = Client()
    stolen.cookies["sessionid"] = kept
    assert not doorkit.is_signed_in(stolen)
    assert not OpenSession.objects.exists()


def test_disabling_ends_every_session(client: Client, person: Clinician, admin: Clinician) -> None:
    client.force_login(person)
    services.deactivate_person(person=person, by=admin, at=START)
    assert not doorkit.is_signed_in(client)
    assert not OpenSession.objects.filter(clinician=person).exists()
    services.reactivate_person(person=person, by=admin, at=START)
    assert not doorkit.is_signed_in(client), "the old session must not come back"


def test_another_role_ends_every_session(client: Client, person: Clinician, admin: Clinician) -> None:
    client.force_login(person)
    services.change_role(person=person, role=Role.SUPERVISOR, by=admin, at=START)
    assert not doorkit.is_signed_in(client)


def test_another_password_ends_every_other_session(client: Client, person: Clinician) -> None:
    client.force_login(person)
    other = Client()
    other.force_login(person)
    started = OpenSession.objects.order_by("created_at").first()
    fields = {"password": people.PASSWORD, "new": NEW, "again": NEW}
    answer = client.post("/admin/account/password/", fields)
    assert answer.status_code == 302, doorkit.said(answer)  # type: ignore[arg-type]  # it is a response
    assert doorkit.is_signed_in(client)
    assert not doorkit.is_signed_in(other)
    assert started
    assert OpenSession.objects.get().created_at == started.created_at, "the absolute clock goes on"
    assert AuditEvent.objects.filter(subject_kind="password", actor_id=person.id).count() == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"password": "wrong", "new": NEW, "again": NEW}, "This is not your password."),
        ({"password": people.PASSWORD, "new": "short", "again": "short"}, "at least 12 characters"),
        ({"password": people.PASSWORD, "new": "1q2w3e4r5t6y", "again": "1q2w3e4r5t6y"}, "too common"),
        ({"password": people.PASSWORD, "new": NEW, "again": NEW + "s"}, "The two are not the same."),
    ],
)
def test_a_bad_change_of_password_changes_nothing(
    client: Client, person: Clinician, fields: dict[str, str], why: str
) -> None:
    client.force_login(person)
    answer = client.post("/admin/account/password/", fields)
    person.refresh_from_db()
    assert why in answer.content.decode()
    assert person.check_password(people.PASSWORD)


def test_a_person_sees_and_ends_their_sessions(client: Client, person: Clinician) -> None:
    client.force_login(person)
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    doorkit.sign_in(other, person)
    page = client.get(doorkit.ACCOUNT).content.decode()
    assert "Firefox on Windows" in page
    assert page.count("This one") == 1
    theirs = OpenSession.objects.exclude(session_key=client.session.session_key).get()
    assert client.post(f"/admin/account/sessions/{theirs.id}/end/").status_code == 302
    assert not doorkit.is_signed_in(other)
    assert doorkit.is_signed_in(client)
    assert AuditEvent.objects.filter(act="withdraw", subject_kind="open_session", subject_id=theirs.id).exists()


def test_nobody_ends_the_sessions_of_others(client: Client, person: Clinician) -> None:
    client.force_login(people.clinician(person.practice))
    other = Client()
    other.force_login(person)
    theirs = OpenSession.objects.get(clinician=person)
    client.post(f"/admin/account/sessions/{theirs.id}/end/")
    client.post("/admin/account/sessions/end/")
    assert doorkit.is_signed_in(other)


def test_signing_out_everywhere_else(client: Client, person: Clinician) -> None:
    client.force_login(person)
    other = Client()
    other.force_login(person)
    client.post("/admin/account/sessions/end/")
    assert (doorkit.is_signed_in(client), doorkit.is_signed_in(other)) == (True, False)


def test_cookies_are_hidden_from_scripts_and_other_sites(client: Client, person: Clinician) -> None:
    doorkit.sign_in(client, person)
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
