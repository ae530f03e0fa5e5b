"""Reading: the body of an answer, of a bounded size and within a bounded time."""

import time
from typing import Protocol

from rung.providers.language.errors import AnswerUnusable
from rung.providers.language.trying import Passing

MOST_BYTES = 1024 * 1024  # 100 findings with five quotes of a sentence each are 80 KB
PIECE_BYTES = 64 * 1024


class Body(Protocol):
    """What is read piece by piece: `read1` returns what has come, empty at the end."""

    def read1(self, amt: int, /) -> bytes:
        """Return at most `amt` bytes, as soon as there are any."""


def whole(body: Body, until: float, length: str | None) -> bytes:
    """Return a body that ends before `until` on the monotonic clock.

    Raises:
        AnswerUnusable: it is too large.
        Passing: it drips, or ends before its length.
    """
    pieces: list[bytes] = []
    size = 0
    while piece := body.read1(PIECE_BYTES):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise AnswerUnusable
        if time.monotonic() > until:
            raise Passing
    if length is not None and length.isdigit() and size < int(length):
        raise Passing
    return b"".join(pieces)
