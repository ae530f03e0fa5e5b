"""What is spoken: JSON out, and in what each door takes."""

from collections.abc import Iterable

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

SPOKEN = ("application/json", "application/problem+json")


class JsonOnly(BaseContentNegotiation):
    """Answers in JSON or not at all; there is no `?format=`."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        """Return the parser of the request's media type, None where the door takes none such."""
        sent = str(request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == sent), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return the JSON renderer.

        Raises:
            NotAcceptable: the caller takes no JSON, or says what it takes in a way nobody can read.
        """
        try:
            is_spoken = any(request.accepts(media_type) for media_type in SPOKEN)
        except ValueError as unreadable:
            raise NotAcceptable from unreadable
        if not is_spoken:
            raise NotAcceptable
        renderer = next(iter(renderers))
        return renderer, renderer.media_type
