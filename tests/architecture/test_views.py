"""Every view requires somebody who is signed in."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, override_settings
from django.urls import path, resolve, reverse

from config import health
from tests.architecture.routes import Route, example_of, routes
from tests.architecture.sourcekit import refuse

METHODS = ("get", "post", "put", "patch", "delete")
REFUSALS = {401, 403, 405}

# Route → why anybody may ask for it. An entry that no longer answers strangers fails the test.
OPEN = {
    "": "redirects to the first screen",
    "health/ready": "asked by operators' probes; names checks, not records",
    "version": "asked by the release; names a digest",
    "admin/login/": "where people sign in",
    "admin/login/outside/": "where people leave for the organization's sign-in; 404 without one",
    "admin/login/outside/back/": "where they come back with a code; 404 without one",
    "admin/join/<str:token>/": "where the invited come in; a token nobody was given is answered 410",
}


@pytest.mark.django_db
def test_every_view_requires_somebody_signed_in() -> None:
    every = [*routes()]
    assert len(every) > 10, "no routes were found: has the URL configuration another shape?"
    found = {route.pattern for route in every if answers_strangers(route)}
    refuse(
        found - set(OPEN),
        "Require a sign-in (IsAuthenticated, admin_view), or say in OPEN why anybody may ask.",
    )
    refuse(set(OPEN) - found, "These no longer answer strangers, or are gone: take them off OPEN.")


def test_only_health_is_answered_before_the_views() -> None:
    assert {"/health", "/health/", "/healthz", "/healthz/"} == health.SHALLOW_PATHS


def test_every_example_path_reaches_its_view() -> None:
    strange = [route for route in routes() if resolve(route.path).route != route.pattern]
    hidden = [route.pattern for route in strange if not route.pattern.startswith("admin/")]
    refuse(hidden, "No example path reaches these; teach tests/architecture/routes.py their converter.")


def test_examples_fit_patterns() -> None:
    assert example_of("sessions/<uuid:session_id>/memo") == "sessions/00000000-0000-4000-8000-000000000000/memo"
    assert example_of("<path:object_id>/change/") == "x/change/"
    assert example_of(r"^(?P<app_label>auth|accounts)/$") == "x/"
    assert example_of(r"(?P<url>.*)$") == "x"


@pytest.mark.django_db
def test_the_guard_sees_an_open_view() -> None:
    with override_settings(ROOT_URLCONF=__name__):
        assert answers_strangers(Route("open", "/open"))
        assert answers_strangers(Route("missing", "/missing")), "an unknown id must not be looked up for a stranger"
        assert not answers_strangers(Route("closed", "/closed"))


def answers_strangers(route: Route) -> bool:
    """Answer whether any method is served, or even looked up, for somebody who has not signed in."""
    stranger = Client(raise_request_exception=False)
    return any(not _is_refusal(getattr(stranger, method)(route.path)) for method in METHODS)


def _is_refusal(response: HttpResponseBase) -> bool:
    sends_to_sign_in = response.status_code == 302 and response["Location"].startswith(_sign_in())
    return sends_to_sign_in or response.status_code in REFUSALS


def _sign_in() -> str:
    with override_settings(ROOT_URLCONF="config.urls"):
        return reverse("admin:login")


def _answer(status: int) -> HttpResponse:
    return HttpResponse(status=status)


def _open(_request: HttpRequest) -> HttpResponse:
    return _answer(200)


def _missing(_request: HttpRequest) -> HttpResponse:
    return _answer(404)


def _closed(_request: HttpRequest) -> HttpResponse:
    return _answer(403)


urlpatterns = [path("open", _open), path("missing", _missing), path("closed", _closed)]
