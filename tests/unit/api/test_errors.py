"""Errors become problems; what nobody expected, too."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions

from rung.accounts.models import Clinician
from rung.api.errors import problem_json
from rung.clients import selectors
from rung.common.errors import RungError
from rung.encryption.errors import SealBroken
from tests.unit.api.callers import Caller


class KettleOn(RungError):
    """The kettle is on."""

    code = "kettle_on"
    status = 418


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (KettleOn(), 418, "kettle_on"),
        (Http404("secretword"), 404, "not_found"),
        (PermissionDenied("secretword"), 403, "forbidden"),
        (SuspiciousOperation("secretword"), 400, "malformed"),
        (exceptions.ParseError("secretword"), 400, "malformed"),
        (exceptions.AuthenticationFailed("secretword"), 401, "not_signed_in"),
        (exceptions.MethodNotAllowed("secretword"), 405, "method_not_allowed"),
        (exceptions.ValidationError("secretly"), 400, "invalid"),
    ],
)
def test_errors_become_problems(error: Exception, status: int, code: str) -> None:
    said = problem_json(error, {})
    assert (said.status_code, said.data["code"]) == (status, code)
    assert "secretword" not in str(said.data)


def test_asking_too_often_says_when_to_ask_again() -> None:
    said = problem_json(exceptions.Throttled(wait=12.2), {})
    assert (said.status_code, said.headers["Retry-After"]) == (429, "13")


def test_what_is_wrong_below_is_named_by_its_path() -> None:
    detail: Any = {"sections": [{}, {"lines": {2: ["Too long."]}, "non_field_errors": ["Odd."]}], "key": ["Missing."]}
    said = problem_json(exceptions.ValidationError(detail), {})
    assert {field["field"] for field in said.data["fields"]} == {"sections.1.lines.2", "sections.1", "key"}


def test_the_unexpected_is_a_problem_and_is_noted(
    clinician: Clinician, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secretword")

    monkeypatch.setattr(selectors, "clients_of", broken)
    answer = Caller(clinician).get("/api/v1/clients")
    assert (answer.status, answer.code) == (500, "unexpected")
    assert b"secretword" not in answer.body
    assert "request failed" in caplog.text


def test_a_seal_that_does_not_open_is_noted(
    clinician: Clinician, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise SealBroken

    monkeypatch.setattr(selectors, "clients_of", broken)
    answer = Caller(clinician).get("/api/v1/clients")
    assert (answer.status, answer.code) == (500, "seal_broken")
    assert "seal_broken" in caplog.text
