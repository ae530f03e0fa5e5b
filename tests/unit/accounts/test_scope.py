"""One transaction a request, as whoever is signed in; refusals are recorded with it."""

import uuid

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client as Browser
from django.test import RequestFactory

from rung.accounts.middleware.scope import ScopeMiddleware
from rung.accounts.models import Clinician
from rung.audit.enums import Act, Outcome
from rung.audit.models import AuditEvent
from rung.clients.models import Client
from tests.factories import people

pytestmark = pytest.mark.django_db


def passed(who: object, answer: HttpResponse, *, adds_client: bool = False) -> list[tuple[str, str]]:
    """Send a request through the middleware; return role and actor as the view saw them."""
    seen: list[tuple[str, str]] = []

    def view(_request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('role'), coalesce(current_setting('rung.actor', true), '')")
            seen.append(cursor.fetchone())
        if adds_client and isinstance(who, Clinician):
            people.client(who)
        return answer

    request = RequestFactory().get("/")
    request.user = who  # type: ignore[assignment]  # what AuthenticationMiddleware sets
    ScopeMiddleware(view)(request)
    return seen


def test_a_request_acts_as_whoever_is_signed_in() -> None:
    who = people.clinician()
    assert passed(who, HttpResponse()) == [("rung_app", str(who.id))]


def test_a_stranger_acts_as_nobody() -> None:
    from django.contrib.auth.models import AnonymousUser

    assert passed(AnonymousUser(), HttpResponse())[0][1] == ""


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (302, 1), (409, 1), (500, 0), (503, 0)])
def test_an_error_of_ours_leaves_nothing_behind(status: int, kept: int) -> None:
    who = people.clinician()
    passed(who, HttpResponse(status=status), adds_client=True)
    assert Client.objects.filter(clinician=who).count() == kept
    assert AuditEvent.objects.filter(actor_id=who.id, act=Act.CREATE, subject_kind="client").count() == kept


@pytest.mark.parametrize(
    "address",
    ["/admin/clients/client/{}/change/", "/admin/therapy_sessions/therapysession/{}/brief/", "/api/v1/runs/{}"],
)
def test_asking_for_a_foreign_or_a_missing_record_is_recorded_alike(client: Browser, address: str) -> None:
    who, other = people.clinician(), people.clinician()
    client.force_login(who)
    asked = [people.client(other).id, uuid.uuid4()]
    answers = [client.get(address.format(record)) for record in asked]
    assert [answer.status_code for answer in answers] == [404, 404]
    denied = AuditEvent.objects.filter(act=Act.DENIED, actor_id=who.id).order_by("id")
    assert [(event.subject_id, event.outcome) for event in denied] == [(record, Outcome.REFUSED) for record in asked]
    assert {event.client_id for event in denied} == {None}


def test_a_page_that_does_not_exist_is_no_denial(client: Browser) -> None:
    client.force_login(people.clinician())
    assert client.get("/admin/nowhere/").status_code == 404
    assert not AuditEvent.objects.filter(act=Act.DENIED).exists()
