"""Patterns over sessions: how often a term of the closed vocabulary was found, and what that makes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rung.isolation.vocabulary import clinical

# No source sets these numbers of sessions. They are this practice's defaults, made to be read and changed.
RECURRING_FROM = 3
CHRONIC_FROM = 6


class Course(StrEnum):
    """How often a pattern was seen."""

    EMERGING = "emerging"
    RECURRING = "recurring"
    CHRONIC = "chronic"


@dataclass(frozen=True, slots=True)
class Observed:
    """What was found in one session: names of kinds and terms."""

    at: datetime
    terms: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One term over the sessions."""

    kind: str
    name: str
    sessions: int
    of: int  # the sessions that were looked into
    first_at: datetime
    last_at: datetime
    course: Course


def course_of(sessions: int) -> Course:
    """Return what a number of sessions makes of a pattern."""
    if sessions >= CHRONIC_FROM:
        return Course.CHRONIC
    return Course.RECURRING if sessions >= RECURRING_FROM else Course.EMERGING


def patterns_in(observed: Iterable[Observed]) -> tuple[Pattern, ...]:
    """Return the client's patterns, most often seen first.

    What the therapist did is none of them, and a term the vocabulary does not have is dropped.
    """
    sessions = sorted(observed, key=lambda one: one.at)
    seen: dict[tuple[str, str], list[datetime]] = {}
    for session in sessions:
        for term in session.terms:
            if clinical.is_known(*term) and term[0] != clinical.FindingKind.THERAPIST_BEHAVIOR:
                seen.setdefault(term, []).append(session.at)
    found = [
        Pattern(kind, name, len(times), len(sessions), times[0], times[-1], course_of(len(times)))
        for (kind, name), times in seen.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.sessions, one.kind, one.name)))
