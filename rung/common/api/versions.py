"""Conditional requests: an edit names the version it was made from (RFC 9110, 13.1.1; RFC 6585, 3)."""

import re

from rest_framework.request import Request

from rung.common.errors import RungError

_ETAG = re.compile(r'"([0-9]{1,9})"')


class VersionMissing(RungError):
    """Send If-Match with the ETag of the version you edited, so that nobody's text is lost."""

    code = "version_missing"
    status = 428


class VersionUnknown(RungError):
    """If-Match names no version; send one ETag, exactly as it was answered."""

    code = "version_unknown"
    status = 412


def etag_of(version: int) -> str:
    """Return a version as an ETag."""
    return f'"{version}"'


def version_edited(request: Request) -> int:
    """Return the version an edit was made from.

    Raises:
        VersionMissing: without If-Match, or with `*`, which names none.
        VersionUnknown: with anything but one ETag of ours.
    """
    named = request.headers.get("If-Match", "*").strip()
    if named == "*":
        raise VersionMissing
    found = _ETAG.fullmatch(named)
    if found is None:
        raise VersionUnknown
    return int(found[1])
