"""The product's addresses, and some that break with what was sent to them."""

from typing import Never

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.urls import include, path
from rest_framework import exceptions
from rest_framework.request import Request

from rung.accounts.models import Clinician
from rung.common.api.doors import Door, address

# Not RungError and ValidationError: their words are for people, and ours.
KINDS: tuple[type[Exception], ...] = (
    ValueError, Http404, PermissionDenied, SuspiciousOperation, BadRequest, KeyError, RuntimeError,
    exceptions.ParseError, exceptions.AuthenticationFailed,
)  # fmt: skip


def breaks(request: HttpRequest, kind: int, word: str) -> Never:
    """Raise an exception that says what was sent, from another one that does."""
    raise KINDS[kind](f"about {word}") from LookupError(f"{word} {request.GET} {request.POST}")


class Breaks(Door[Clinician]):
    """The same at a door."""

    schema = None

    def get(self, request: Request, kind: int, word: str) -> Never:
        breaks(request._request, kind, word)

    def post(self, request: Request, kind: int, word: str) -> Never:
        breaks(request._request, kind, f"{word} {request.data}")


urlpatterns = [
    path("break/<int:kind>/<str:word>/", breaks),
    path("api/break/<int:kind>/<str:word>", address(Breaks)),
    path("", include("config.urls")),
]
