"""One transaction a request, in which only the rows of whoever is signed in exist; refusals are recorded."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

import structlog
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import ResolverMatch

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.common import clock, scope

DENIALS = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
KIND_CHARS = 64

log = structlog.get_logger("rung.accounts")


class ScopeMiddleware:
    """Act as the signed-in clinician, in PostgreSQL too, until the answer is made.

    What a request wrote is committed with its audit events or, when the answer
    is an error of ours (5xx), not at all.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        who = request.user
        if not isinstance(who, Clinician):
            return self.get_response(request)
        with scope.acting(who.id):
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)
            elif response.status_code in DENIALS:
                _record_denial(who, request.resolver_match)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say on a page that nothing was opened, where the reading could not be recorded; the API says it itself."""
        if not isinstance(error, audit.AuditUnavailable):
            return None
        log.error("audit unavailable", exc_info=(type(error), error, error.__traceback__))
        return render(request, "503.html", status=HTTPStatus.SERVICE_UNAVAILABLE)


def _record_denial(who: Clinician, match: ResolverMatch | None) -> None:
    """Record that a record was asked for and not given: a foreign one and a missing one look the same here, too."""
    asked = next((found for value in match.kwargs.values() if (found := _id_in(value))), None) if match else None
    if match is None or asked is None:
        return
    subject = audit.Subject(match.view_name[:KIND_CHARS], asked)
    audit.record(audit.Act.DENIED, by=who, at=clock.now(), subject=subject, outcome=audit.Outcome.REFUSED)


def _id_in(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
