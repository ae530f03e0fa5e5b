"""Headers of every answer: a strict policy, nothing kept by browsers and proxies."""

from contextlib import closing

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django.fixtures import Settings

from config import policies
from tests.factories import people

pytestmark = pytest.mark.django_db

ADMIN = ["/admin/", "/admin/login/", "/admin/no/such/page/"]
ELSEWHERE = ["/", "/version", "/health/ready", "/no/such/page", "/adminx/", "/api/schema", "/api/v1/nothing"]


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(people.clinician())
    return client


def _directives(client: Client, path: str) -> dict[str, list[str]]:
    parts = client.get(path)["Content-Security-Policy"].split(";")
    return {part.split()[0]: part.split()[1:] for part in parts if part.strip()}


@pytest.mark.parametrize("path", ELSEWHERE)
def test_scripts_come_from_here_and_are_not_evaluated(signed_in: Client, path: str) -> None:
    assert _directives(signed_in, path)["script-src"] == ["'self'"]


@pytest.mark.parametrize("path", ADMIN)
def test_only_the_admin_may_evaluate(signed_in: Client, path: str) -> None:
    assert _directives(signed_in, path)["script-src"] == ["'self'", "'unsafe-eval'"]


@pytest.mark.parametrize("path", [*ADMIN, *ELSEWHERE])
def test_the_policy_lets_nothing_in_from_elsewhere(signed_in: Client, path: str) -> None:
    found = _directives(signed_in, path)
    assert found["default-src"] == found["style-src"] == found["form-action"] == ["'self'"]
    assert found["frame-ancestors"] == found["object-src"] == ["'none'"]
    sources = {source for directive in found.values() for source in directive}
    assert sources <= {"'self'", "'none'", "'unsafe-eval'", "data:", "blob:"}


@pytest.mark.parametrize("path", [*ADMIN, *ELSEWHERE])
def test_no_page_is_kept_and_none_is_framed(signed_in: Client, path: str) -> None:
    answer = signed_in.get(path)
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_refused_host_is_not_kept(client: Client) -> None:
    answer = client.get("/admin/", headers={"host": "evil.example"})
    assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")


def test_a_redirect_to_tls_is_not_kept(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/admin/?q=1")
    assert (answer.status_code, answer["Cache-Control"]) == (301, "no-store")


def test_a_failed_form_token_is_not_kept() -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert (answer.status_code, answer["Cache-Control"]) == (403, "no-store")


def test_static_files_may_be_kept(client: Client) -> None:
    with closing(client.get("/static/rung/rung.css")) as answer:
        assert answer.getvalue()
        assert "no-store" not in answer.get("Cache-Control", "")


def test_an_answer_without_a_policy_is_left_alone(rf: RequestFactory, settings: Settings) -> None:
    settings.SECURE_CSP = {}
    middleware = policies.ContentSecurityPolicyMiddleware(lambda _request: HttpResponse())
    answer = middleware.process_response(rf.get("/admin/"), HttpResponse())
    assert "Content-Security-Policy" not in answer


def test_the_addresses_tried_here_exist() -> None:
    assert {resolve(path).url_name for path in ("/", "/version", "/health/ready")} == {
        "home",
        "version",
        "health-ready",
    }


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_pages_take_three_methods(signed_in: Client, method: str) -> None:
    answer = signed_in.generic(method, "/admin/")
    assert (answer.status_code, answer["Allow"], answer.content) == (405, "GET, HEAD, POST", b"")
