"""How somebody is known to the API: an access token of the organization, or the session of the screens."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts import policies, selectors
from rung.accounts.enums import Role
from rung.accounts.errors import ConfirmationNeeded
from rung.accounts.models import Clinician, OpenSession
from rung.common.api.doors import Door
from rung.common.api.signin import SessionSignIn
from rung.common.errors import RungError
from rung.providers import cognito

API, BEARER = "/api/", "bearer "
MINUTES = 5
type Act = Callable[..., Response]


class AccessTokens:
    """Middleware: whoever sends an access token below /api/ is that clinician, or nobody.

    It stands before the views so that everything that acts for the signed-in
    person does so for this one, too; a cookie sent along counts for nothing.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = request.headers.get("Authorization", "")
        if settings.COGNITO and request.path.startswith(API) and sent.lower().startswith(BEARER):
            request.bearer = _bearer(sent[len(BEARER) :].strip())  # type: ignore[attr-defined]  # ours, see SignIn
            if request.bearer is not None:  # type: ignore[attr-defined]  # as above
                request.user = request.bearer.person  # type: ignore[attr-defined]  # as above
        return self.get_response(request)


class Bearer:
    """Somebody whom an access token names, and when they signed in for it."""

    def __init__(self, person: Clinician, signed_in_at: datetime) -> None:
        self.person = person
        self.signed_in_at = signed_in_at


class SignIn(SessionSignIn):
    """The access token if one was sent, else the session; a token needs no CSRF token, for no browser adds it."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        """Return who asks."""
        asked = request._request  # noqa: SLF001 — DRF's own classes read it, too
        if hasattr(asked, "bearer"):
            return (asked.bearer.person, None) if asked.bearer else None
        found: tuple[Any, Any] | None = super().authenticate(request)
        return found


class SignInScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # it registers itself, untyped
    """Says in the schema how to sign in."""

    target_class = SignIn
    name = ["session", "token"]

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[str]]]:
        """Either is enough."""
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, str]]:
        """Return both schemes."""
        cookie = {
            "type": "apiKey",
            "in": "cookie",
            "name": "__Host-session",
            "description": "Sign in on the screens. Unsafe methods also send the CSRF token as `X-CSRFToken`.",
        }
        token = {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "An access token of the organization's Amazon Cognito user pool, where one is configured.",
        }
        return [cookie, token]


def require_recent_authentication(*, minutes: int = MINUTES) -> Callable[[Act], Act]:
    """Return a decorator for the method of a door: refuse whoever signed in or confirmed longer ago."""

    def decorate(act: Act) -> Act:
        @wraps(act)
        def guarded(door: Door[Clinician], request: Request, *args: Any, **kwargs: Any) -> Response:
            check_is_recent(request, at=door.at, minutes=minutes)
            return act(door, request, *args, **kwargs)

        return guarded

    return decorate


def check_is_recent(request: Request, *, at: datetime, minutes: int = MINUTES) -> None:
    """Refuse whoever proved to be there longer ago.

    Raises:
        ConfirmationNeeded: confirm on the screens, or get a token by signing in anew.
    """
    asked = request._request  # noqa: SLF001 — DRF's own classes read it, too
    bearer: Bearer | None = getattr(asked, "bearer", None)
    session: OpenSession | None = getattr(asked, "open_session", None)
    if bearer is not None:
        is_recent = (at - bearer.signed_in_at).total_seconds() < minutes * 60
    else:
        is_recent = session is not None and policies.is_confirmed(session, at, minutes=minutes)
    if not is_recent:
        raise ConfirmationNeeded


def _bearer(token: str) -> Bearer | None:
    """Return whom a token names: an active person whose role is the one that their group gives."""
    try:
        found = cognito.bearer_of(cognito.Pool(**settings.COGNITO), token)
    except RungError:
        return None
    given = {Role(settings.COGNITO_ROLES[group]) for group in found.groups if group in settings.COGNITO_ROLES}
    person = selectors.person_known_as(found.subject)
    if person is None or given != {person.role}:
        return None
    return Bearer(person, datetime.fromtimestamp(found.signed_in_at, UTC))
