"""200 words that stand nowhere by chance, and how to see any of them in any bytes."""

import base64
import random
import re
import string
import zlib
from collections.abc import Iterator

STEM = "Zyxquin"  # all of them begin with it: one search finds every one, in every shape
KINDS = ("name", "said", "note", "edit", "file", "sought", "typed", "raised", "sound", "header", "desk")
EACH = 20
MOST_SQUEEZED, MOST_INFLATED = 100_000, 1_000_000
_SQUEEZED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
GZIP_OR_ZLIB = 47  # zlib's window bits for "either"


def distinct() -> dict[str, list[str]]:
    """Return EACH words of each kind, all different."""
    ends: set[str] = set()
    while len(ends) < len(KINDS) * EACH:
        ends.add("".join(random.choices(string.ascii_lowercase, k=8)))  # noqa: S311 — words, not secrets
    pool = iter(sorted(ends))
    return {kind: [STEM + next(pool) for _ in range(EACH)] for kind in KINDS}


def hits(content: bytes) -> list[str]:
    """Return the shapes in which a canary stands in bytes, with what stands there."""
    return [*_plain_hits(content), *(f"squeezed {hit}" for piece in _inflated(content) for hit in _plain_hits(piece))]


def _plain_hits(content: bytes) -> Iterator[str]:
    folded = content.lower()
    for name, shape in _folded_shapes():
        if (at := folded.find(shape)) >= 0:
            yield f"{name}: {content[max(0, at - 40) : at + 60]!r}"
    for shape in _base64_shapes():
        if (at := content.find(shape)) >= 0:
            yield f"base64: {content[max(0, at - 40) : at + 60]!r}"


def _folded_shapes() -> tuple[tuple[str, bytes], ...]:
    stem = STEM.lower()
    hexes = [b"".join(b"%02x" % byte for byte in text.encode()) for text in (stem, STEM, STEM.upper())]
    return (
        ("plain", stem.encode()),
        ("UTF-16LE", stem.encode("utf-16-le")),
        ("UTF-16BE", stem.encode("utf-16-be")),
        *(("hex", shape) for shape in hexes),
    )


def _base64_shapes() -> Iterator[bytes]:
    """Yield the letters that do not depend on what stands before and behind, for each alignment."""
    for text in (STEM, STEM.lower(), STEM.upper()):
        for skipped in range(3):
            whole = base64.b64encode(b"\x00" * skipped + text.encode())
            first = -(-skipped * 8 // 6)
            yield whole[first : (skipped + len(text)) * 8 // 6]


def _inflated(content: bytes) -> Iterator[bytes]:
    for found in _SQUEEZED.finditer(content):
        try:
            yield zlib.decompressobj(GZIP_OR_ZLIB).decompress(
                content[found.start() : found.start() + MOST_SQUEEZED], MOST_INFLATED
            )
        except zlib.error:
            continue
