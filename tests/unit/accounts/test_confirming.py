"""Acts that reach far ask again who is there after five minutes, on screens and at the API's doors."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts import api
from rung.accounts.admin import stepup
from rung.accounts.errors import ConfirmationNeeded
from rung.accounts.models import Clinician, Guess, OpenSession
from rung.audit.models import AuditEvent
from rung.common.api.doors import Door
from tests.factories import people
from tests.unit.accounts import doorkit

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RECENT = timedelta(minutes=5)
CODE = "/admin/account/confirm/"


@pytest.fixture
def person() -> Clinician:
    return doorkit.with_app(people.clinician())


@pytest.fixture
def signed_in(client: Client, person: Clinician) -> Client:
    with time_machine.travel(START, tick=False):
        client.force_login(person)
    return client


def _end_another(client: Client, person: Clinician) -> HttpResponse:
    """Press "End" beside another session, on the page that lists them."""
    theirs = OpenSession.objects.exclude(session_key=client.session.session_key).get()
    page = f"http://testserver{doorkit.ACCOUNT}"
    path = f"/admin/account/sessions/{theirs.id}/end/"
    return client.post(path, headers={"referer": page})  # type: ignore[return-value]  # it is one


@pytest.mark.parametrize(("after", "is_asked"), [(RECENT - SECOND, False), (RECENT, True), (RECENT + SECOND, True)])
def test_ending_another_session_asks_after_five_minutes(
    signed_in: Client, person: Clinician, after: timedelta, *, is_asked: bool
) -> None:
    with time_machine.travel(START + after, tick=False):
        Client().force_login(person)
        answer = _end_another(signed_in, person)
    assert answer["Location"] == (f"{CODE}?next=%2Fadmin%2Faccount%2F" if is_asked else doorkit.ACCOUNT)
    assert OpenSession.objects.count() == (2 if is_asked else 1)


def test_a_code_confirms_and_leads_back(signed_in: Client, person: Clinician) -> None:
    with time_machine.travel(START + RECENT, tick=False):
        Client().force_login(person)
        asked = _end_another(signed_in, person)["Location"]
        assert signed_in.get(asked).status_code == 200
        answer = signed_in.post(CODE, {"code": doorkit.code(), "next": doorkit.ACCOUNT})
        assert answer["Location"] == doorkit.ACCOUNT
        assert _end_another(signed_in, person)["Location"] == doorkit.ACCOUNT
    assert OpenSession.objects.count() == 1
    assert AuditEvent.objects.filter(act="sign_in", subject_kind="confirmation", actor_id=person.id).count() == 1


def test_a_wrong_code_confirms_nothing_and_is_counted(signed_in: Client, person: Clinician) -> None:
    with time_machine.travel(START + RECENT, tick=False):
        Client().force_login(person)
        for _ in range(5):
            signed_in.post(CODE, {"code": "000000"})
        refused = signed_in.post(CODE, {"code": doorkit.code()})
        assert doorkit.said(refused)[0].startswith("Too many attempts.")  # type: ignore[arg-type]  # it is a response
        assert _end_another(signed_in, person)["Location"].startswith(CODE)


def test_a_password_does_not_confirm_for_somebody_with_an_app(signed_in: Client) -> None:
    with time_machine.travel(START + RECENT, tick=False):
        answer = signed_in.post("/admin/account/confirm/password/", {"password": people.PASSWORD})
        assert answer["Location"].startswith(CODE)
    assert OpenSession.objects.get().confirmed_at == START


def test_a_password_confirms_where_the_second_factor_is_waived(client: Client, settings: Settings) -> None:
    person = people.clinician()
    settings.SECOND_FACTOR_WAIVED_FOR = (person.email,)
    with time_machine.travel(START, tick=False):
        client.force_login(person)
    with time_machine.travel(START + RECENT, tick=False):
        asked = client.get("/admin/account/app/")["Location"]
        assert asked.startswith("/admin/account/confirm/password/")
        assert doorkit.said(client.post(asked, {"password": "wrong"})) == ["This is not your password."]  # type: ignore[arg-type]  # a response
        assert client.post(asked, {"password": people.PASSWORD})["Location"] == "/admin/account/app/"
        assert client.get("/admin/account/app/").status_code == 200


def test_guesses_are_counted_for_the_account_they_are_made_at(signed_in: Client, person: Clinician) -> None:
    other = people.clinician()
    with time_machine.travel(START, tick=False):
        for _ in range(6):
            doorkit.type_password(signed_in, other, "wrong")
    assert Guess.objects.count() == 0, "nobody who is signed in tries another's password"


def test_what_was_posted_is_not_kept_in_the_session(signed_in: Client, person: Clinician) -> None:
    with time_machine.travel(START + RECENT, tick=False):
        signed_in.post("/admin/account/recovery-codes/new/", {"note": "a client's own words"})
        assert "own words" not in str(signed_in.session.items())


def test_changing_second_factors_asks_too(signed_in: Client) -> None:
    with time_machine.travel(START + RECENT, tick=False):
        for path in ("app/remove/", "key/", "recovery-codes/new/"):
            assert signed_in.get(f"/admin/account/{path}")["Location"].startswith(CODE), path


@pytest.mark.parametrize("referer", ["https://evil.example/x", "javascript:alert(1)", ""])
def test_the_way_back_is_never_elsewhere(rf: RequestFactory, person: Clinician, referer: str) -> None:
    request = rf.post("/x", headers={"referer": referer})
    request.user = person
    assert stepup.ask(request)["Location"] == f"{CODE}?next=%2Fadmin%2F"


def test_a_view_without_a_session_asks(rf: RequestFactory, person: Clinician) -> None:
    @stepup.require_recent_authentication()
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("done")

    request = rf.get("/x")
    request.user = person
    assert view(request).status_code == 302


class Export(Door[Clinician]):
    """Something that reaches far."""

    @api.require_recent_authentication(minutes=5)
    def post(self, _request: Request) -> Response:
        return Response("done")


@pytest.mark.parametrize(("after", "status"), [(RECENT - SECOND, 200), (RECENT, 403)])
def test_a_door_refuses_after_five_minutes(
    rf: RequestFactory, signed_in: Client, person: Clinician, after: timedelta, status: int
) -> None:
    request = rf.post("/x", b"{}", content_type="application/json")
    request.user = person
    request.open_session = OpenSession.objects.get()  # type: ignore[attr-defined]  # as guards.Sessions sets it
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # as the test client does
    with time_machine.travel(START + after, tick=False):
        answer = Export.as_view()(request)
    assert answer.status_code == status
    if status == 403:
        assert answer.data["code"] == ConfirmationNeeded.code


@pytest.mark.parametrize(("ago", "is_recent"), [(299, True), (300, False)])
def test_a_token_is_as_recent_as_its_sign_in(
    rf: RequestFactory, person: Clinician, ago: int, *, is_recent: bool
) -> None:
    request = Request(rf.get("/x"))
    request._request.bearer = api.Bearer(person, START - timedelta(seconds=ago))  # type: ignore[attr-defined]  # see api
    if is_recent:
        api.check_is_recent(request, at=START)
    else:
        with pytest.raises(ConfirmationNeeded):
            api.check_is_recent(request, at=START)
