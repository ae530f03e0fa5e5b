"""Splitting: which half a case belongs to, the same for everybody and for ever."""

import hashlib
from collections.abc import Callable, Iterable
from enum import StrEnum


class Half(StrEnum):
    """What a case may be used for."""

    TUNING = "tuning"  # may be read while a pattern is being written
    HELD_OUT = "held_out"  # is only counted


def half_of(key: str) -> Half:
    """Return the half of a case, by the last bit of the SHA-256 of its key."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return Half.TUNING if digest[-1] % 2 == 0 else Half.HELD_OUT


def halves[Case](cases: Iterable[Case], key: Callable[[Case], str]) -> tuple[tuple[str, tuple[Case, ...]], ...]:
    """Return all cases and then each half of them, by name."""
    every = tuple(cases)
    parts = tuple((half.value, tuple(case for case in every if half_of(key(case)) is half)) for half in Half)
    return ("all", every), *parts
