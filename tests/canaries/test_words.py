"""The search sees a canary in every shape, and nothing where there is none."""

import base64
import gzip
import zlib

import pytest

from tests.canaries.words import EACH, KINDS, STEM, distinct, hits

WORD = f"{STEM}abcdefgh"
SHAPES = {
    "plain": WORD.encode(),
    "small": WORD.lower().encode(),
    "large": WORD.upper().encode(),
    "hex": WORD.encode().hex().encode(),
    "large hex": WORD.encode().hex().upper().encode(),
    "UTF-16LE": WORD.encode("utf-16-le"),
    "UTF-16BE": WORD.encode("utf-16-be"),
    **{f"base64 after {n} bytes": base64.b64encode(b"x" * n + WORD.encode() + b"x") for n in range(6)},
    "base64 of small letters": base64.b64encode(b"x" + WORD.lower().encode()),
    "gzip": gzip.compress(b"some text " + WORD.encode()),
    "zlib": b"head" + zlib.compress(b"some text " + WORD.encode()),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_seen(shape: str) -> None:
    assert hits(b"before " + SHAPES[shape] + b" behind")


@pytest.mark.parametrize("content", [b"", b"Zyxqui n", b"zyxqu\x00in", zlib.compress(b"nothing"), b"\x78\x9cnothing"])
def test_nothing_is_seen_where_nothing_is(content: bytes) -> None:
    assert hits(content) == []


def test_the_words_are_many_and_distinct() -> None:
    every = [word for kind in distinct().values() for word in kind]
    assert (len(every), len(set(every))) == (EACH * len(KINDS), EACH * len(KINDS))
