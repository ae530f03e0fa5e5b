"""How somebody is known to the API: the session of the screens, with its CSRF token."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

CSRF_FAILED = "csrf_failed"


class SessionSignIn(SessionAuthentication):
    """The session cookie; unsafe methods need its CSRF token, too. Strangers are told so with 401, not 403."""

    def authenticate_header(self, request: Request) -> str:
        """Return the value of WWW-Authenticate; without one DRF answers strangers 403."""
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        """Refuse an unsafe request without the token.

        Raises:
            PermissionDenied: with the code `csrf_failed`.
        """
        try:
            super().enforce_csrf(request)
        except PermissionDenied as refused:
            raise PermissionDenied(code=CSRF_FAILED) from refused


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # it registers itself, untyped
    """Says in the schema how to sign in."""

    target_class = SessionSignIn
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Return the scheme; the cookie's name differs between places, so the one of production is documented."""
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "__Host-session",
            "description": "Sign in on the screens. Unsafe methods also send the CSRF token as `X-CSRFToken`.",
        }
