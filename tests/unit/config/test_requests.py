"""One line a request: its route, never its path, query, body or failure text."""

from collections.abc import Callable

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings

from tests.factories.canary import CANARY
from tests.unit.config.conftest import Written

seen: list[dict[str, object]] = []


def _break(_request: HttpRequest, name: str) -> HttpResponse:
    raise ValueError(f"about {name} {CANARY}")


def _look(_request: HttpRequest, name: str) -> HttpResponse:
    seen.append(dict(structlog.contextvars.get_contextvars()))
    return HttpResponse("fine")


urlpatterns = [path("break/<str:name>/", _break), path("look/<str:name>/", _look)]


@pytest.fixture(autouse=True)
def _own_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    seen.clear()


def _requests(written: Written) -> list[dict[str, object]]:
    return [line for line in written() if line["logger"] == "rung.request"]


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


ASKED: dict[str, Callable[[Client], HttpResponseBase]] = {
    "found": lambda c: c.get(f"/look/{CANARY}/?q={CANARY}"),
    "posted": lambda c: c.post(f"/look/{CANARY}/", {"text": CANARY}),
    "made-up method": lambda c: c.generic(CANARY.upper(), f"/look/{CANARY}/"),
    "broken": lambda c: c.get(f"/break/{CANARY}/?q={CANARY}"),
    "not found": lambda c: c.get(f"/{CANARY}/?q={CANARY}"),
    "no slash": lambda c: c.get(f"/look/{CANARY}?q={CANARY}"),
    "refused host": lambda c: c.get(f"/look/{CANARY}/", headers={"host": f"{CANARY.lower()}.example"}),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_a_request_is_one_line_without_anything_a_user_typed(
    browser: Client, ask: Callable[[Client], HttpResponseBase], written: Written
) -> None:
    answer = ask(browser)
    (line,) = _requests(written)
    assert set(line) == {
        "event", "level", "logger", "timestamp", "method", "route", "status", "milliseconds", "request_id",
    }  # fmt: skip
    assert line["status"] == answer.status_code
    assert line["request_id"] == answer["X-Request-Id"]


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_nothing_a_user_typed_reaches_standard_error(
    browser: Client, ask: Callable[[Client], HttpResponseBase], capfd: pytest.CaptureFixture[str]
) -> None:
    ask(browser)
    out, err = capfd.readouterr()
    assert CANARY.lower() not in (out + err).lower()


def test_a_line_names_the_route(browser: Client, written: Written) -> None:
    browser.get("/look/me/")
    browser.get("/nowhere/")
    assert [(line["method"], line["route"], line["status"]) for line in _requests(written)] == [
        ("GET", "look/<str:name>/", 200),
        ("GET", "(none)", 404),
    ]


def test_the_id_is_there_inside_the_request_and_gone_after_it(browser: Client) -> None:
    answers = [browser.get("/look/me/") for _ in range(2)]
    assert [found["request_id"] for found in seen] == [answer["X-Request-Id"] for answer in answers]
    assert answers[0]["X-Request-Id"] != answers[1]["X-Request-Id"]
    assert "request_id" not in structlog.contextvars.get_contextvars()


def test_a_callers_own_id_is_not_taken_over(browser: Client) -> None:
    answer = browser.get("/look/me/", headers={"x-request-id": "forged"})
    assert answer["X-Request-Id"] != "forged"
    assert len(answer["X-Request-Id"]) == 32


def test_a_failed_request_leaves_no_id_behind(browser: Client) -> None:
    answer = browser.get("/break/me/")
    assert answer.status_code == 500
    assert CANARY.encode() not in answer.content
    assert "request_id" not in structlog.contextvars.get_contextvars()
