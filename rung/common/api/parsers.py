"""Bodies: JSON and uploads, bounded before they are read."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http.request import UnreadablePostError
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request

FORM_OVERHEAD_BYTES = 64 * 1024  # boundaries, headers and names around one file


class BodyTooLarge(APIException):
    """The body is larger than the limit."""

    status_code = 413
    default_code = "body_too_large"


class StrictJson(BaseParser):
    """JSON (RFC 8259): UTF-8 whatever the charset says, and no constants of JavaScript."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return what the body holds.

        Raises:
            BodyTooLarge: over DATA_UPLOAD_MAX_MEMORY_SIZE; it is not read.
            ParseError: it is not JSON, or nested deeper than any act takes.
        """
        most = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        _check_length(parser_context, most)
        try:
            return json.loads(stream.read(most).decode(), parse_constant=_no_constant)
        except (ValueError, RecursionError) as broken:
            raise ParseError from broken
        except UnreadablePostError as gone:
            raise ParseError from gone


class Upload(MultiPartParser):
    """One file in a form; large ones are streamed to a temporary file."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the fields and files.

        Raises:
            BodyTooLarge: over UPLOAD_MAX_BYTES, or a field without a file is over what memory may take.
            ParseError: it is not a form, or has too many parts.
        """
        _check_length(parser_context, int(settings.UPLOAD_MAX_BYTES) + FORM_OVERHEAD_BYTES)
        try:
            return super().parse(stream, media_type, parser_context)
        except RequestDataTooBig as big:
            raise BodyTooLarge from big
        except (SuspiciousOperation, UnreadablePostError, ValueError, LookupError) as broken:
            raise ParseError from broken


def _check_length(context: Mapping[str, Any] | None, most: int) -> None:
    request: Request = (context or {})["request"]
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise BodyTooLarge


def _no_constant(_name: str) -> NoReturn:
    raise ValueError
