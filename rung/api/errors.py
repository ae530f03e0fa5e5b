"""Every error below /api/ as problem+json, in our own words: what was sent is never repeated."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings

from rung.audit.errors import AuditUnavailable
from rung.common.api.problems import FieldProblem, Problem
from rung.common.api.signin import CSRF_FAILED
from rung.common.errors import RungError

log = structlog.get_logger("rung.api")

UNEXPECTED = Problem(500, "unexpected", "Something unexpected happened; it was noted. Try again.")
UNRECORDED = Problem(503, "audit_unavailable", str(AuditUnavailable.__doc__).partition("\n")[0])
KNOWN = {
    400: Problem(400, "malformed", "The request cannot be read."),
    401: Problem(401, "not_signed_in", "Sign in first."),
    403: Problem(403, "forbidden", "You may not do this."),
    404: Problem(404, "not_found", "There is nothing at this address."),
    405: Problem(405, "method_not_allowed", "This address does not take this method; Allow names those it takes."),
    406: Problem(406, "not_acceptable", "Answers are JSON only; accept application/json."),
    413: Problem(413, "body_too_large", "The body is larger than the limit."),
    415: Problem(415, "unsupported_media_type", "This act takes another media type, in UTF-8."),
    429: Problem(429, "too_many_requests", "Too many requests; Retry-After says when to try again."),
}
INVALID = Problem(400, "invalid", "Something sent is not as described; `fields` says what.")
CSRF = Problem(403, CSRF_FAILED, "Send the CSRF token of your session as X-CSRFToken.")
OF_DJANGO = {Http404: 404, PermissionDenied: 403, SuspiciousOperation: 400}


def problem_json(error: Exception, _context: dict[str, Any]) -> Response:
    """Return the answer to an error; DRF calls it for whatever a view raises."""
    problem = _problem_of(error)
    if (
        problem.status == UNEXPECTED.status or problem is UNRECORDED
    ):  # nobody else will: to Django it is an answer like any other
        log.error("request failed", code=problem.code, exc_info=(type(error), error, error.__traceback__))
    return problem.response(_headers_of(error))


def _problem_of(error: Exception) -> Problem:
    match error:
        case RungError():
            return Problem(error.status, error.code, str(error))
        case AuditUnavailable():
            return UNRECORDED
        case exceptions.ValidationError():
            fields = tuple(_fields("", error.get_full_details()))
            return replace(INVALID, fields=fields)
        case exceptions.APIException():
            return CSRF if error.get_codes() == CSRF_FAILED else KNOWN.get(error.status_code, UNEXPECTED)
    return next((KNOWN[status] for kind, status in OF_DJANGO.items() if isinstance(error, kind)), UNEXPECTED)


def _headers_of(error: Exception) -> dict[str, str]:
    found: dict[str, str] = {}
    if challenge := getattr(error, "auth_header", None):  # set by DRF where nobody is signed in
        found["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):  # set where somebody asks too often
        found["Retry-After"] = str(round(wait))
    return found


def _fields(path: str, details: Any) -> Iterator[FieldProblem]:
    """Yield what is wrong, leaf by leaf; paths are made of our own names and positions."""
    if _is_leaf(details):
        yield FieldProblem(path, str(details["code"]), str(details["message"]))
        return
    named = details.items() if isinstance(details, dict) else enumerate(details)
    for name, below in named:
        is_whole = name == api_settings.NON_FIELD_ERRORS_KEY or (isinstance(details, list) and _is_leaf(below))
        yield from _fields(path if is_whole else f"{path}.{name}".removeprefix("."), below)


def _is_leaf(details: Any) -> bool:
    return isinstance(details, dict) and isinstance(details.get("message"), str)
