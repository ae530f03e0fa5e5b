"""Door: one act at one address, for somebody who is signed in."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, cast

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from rung.common import clock
from rung.common.api.limits import Allowance, Bucket
from rung.common.api.negotiation import JsonOnly
from rung.common.api.parsers import StrictJson
from rung.common.api.shapes import In

UTF_8 = {"utf-8", "utf8"}


class Door[Person](APIView):
    """An act has one method, named after its HTTP method, and calls one thing of the domain."""

    permission_classes = [IsAuthenticated]
    renderer_classes = [JSONRenderer]
    parser_classes = [StrictJson]
    content_negotiation_class = JsonOnly
    metadata_class = None
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    buckets: ClassVar[tuple[Bucket, ...]] = (Bucket.USUAL,)
    is_answer_kept: ClassVar[bool] = True  # for whoever sends an Idempotency-Key
    allowance: Allowance | None = None  # what the limit left, once it was asked

    def get_authenticators(self) -> list[BaseAuthentication]:
        """Return the one way to be known; it is set by name, for it knows people, who live on a floor above."""
        return [import_string(settings.API_SIGN_IN)()]

    @property
    def by(self) -> Person:
        """Return who asks; permissions have refused strangers."""
        return cast(Person, self.request.user)

    @property
    def at(self) -> datetime:
        """Return the present moment."""
        return clock.now()

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Refuse text that is not UTF-8, then strangers.

        Raises:
            UnsupportedMediaType: the charset is another; some cannot even decode a query.
        """
        if (request.encoding or "utf-8").lower() not in UTF_8:
            raise UnsupportedMediaType("")
        super().initial(request, *args, **kwargs)

    def get_throttles(self) -> list[BaseThrottle]:
        """Return what limits how often somebody may ask."""
        return [_throttle()()]

    def finalize_response(self, request: Request, response: Any, *args: object, **kwargs: object) -> Any:
        """Return the answer with what is left of the limit."""
        final = super().finalize_response(request, response, *args, **kwargs)
        if self.allowance is not None:
            for name, value in self.allowance.headers(self.at).items():
                final.headers[name] = value
        return final

    def sent(self, shape: type[In]) -> dict[str, Any]:
        """Return the body's values.

        Raises:
            ValidationError: they are not as the shape says.
        """
        return _checked(shape(data=self.request.data))

    def asked(self, shape: type[In]) -> dict[str, Any]:
        """Return the query's values: only names of the shape are taken.

        Raises:
            ValidationError: they are not as the shape says.
        """
        return _checked(shape(data=self.request.query_params))


def address(*acts: type[Door[Any]]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Return a view that answers each act by its method."""
    if len(acts) == 1:
        return acts[0].as_view()
    together = cast(type[Door[Any]], type("And".join(act.__name__ for act in acts), acts, {}))
    return together.as_view()


@cache
def _throttle() -> type[BaseThrottle]:
    found: type[BaseThrottle] = import_string(settings.API_THROTTLED_BY)
    return found


def _checked(shape: In) -> dict[str, Any]:
    shape.is_valid(raise_exception=True)
    found: dict[str, Any] = shape.validated_data
    return found
