"""The OpenAPI document, and the answer where there is nothing."""

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.common.api.doors import Door


class ShowSchema(Door[Clinician]):
    """Show what this API is, as OpenAPI 3.1; the same document is committed as docs/openapi.yaml."""

    schema = None

    def get(self, _request: Request) -> Response:
        return Response(_document())


class Nothing(Door[Clinician]):
    """Answer 404 to whoever is signed in, at every address that is none."""

    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Refuse strangers first, so that they learn nothing of addresses.

        Raises:
            NotFound: always.
        """
        super().initial(request, *args, **kwargs)
        raise NotFound


@cache
def _document() -> dict[str, Any]:
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # drf-spectacular types only some of itself
    found: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # as above
    return found
