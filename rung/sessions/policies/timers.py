"""When a concern must be answered: the hours of timers.toml."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources

from pydantic import ConfigDict, TypeAdapter


@dataclass(frozen=True, slots=True)
class Allowed:
    """A time to act in and where it comes from; `level` is the lowest it holds for."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    hours: int
    source: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Timers:
    """All of timers.toml, gravest level first."""

    reassess: Allowed
    answer: tuple[Allowed, ...]


@dataclass(frozen=True, slots=True, order=True)
class Deadline:
    """When something is due, and when it has been due for as long again."""

    due_at: datetime
    escalates_at: datetime


@cache
def timers() -> Timers:
    """Return the times of timers.toml."""
    text = resources.files(__package__).joinpath("timers.toml").read_text()
    found: Timers = TypeAdapter(Timers).validate_python(tomllib.loads(text))
    return found


def to_answer(level: int, at: datetime) -> Deadline:
    """Return by when signs of a level that were found at a moment must be acknowledged."""
    return _after(next(row for row in timers().answer if level >= row.level), at)


def to_reassess(at: datetime) -> Deadline:
    """Return by when a concern that was answered at a moment must be looked at again."""
    return _after(timers().reassess, at)


def _after(allowed: Allowed, at: datetime) -> Deadline:
    span = timedelta(hours=allowed.hours)
    return Deadline(at + span, at + 2 * span)
