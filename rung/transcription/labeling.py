"""Splits lines such as `Client: I slept badly` into labels and words, and lines into turns."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rung.common.textkit import fold
from rung.common.utterances import Speaker
from rung.transcription.clocks import CLOCK, clock_ms
from rung.transcription.errors import NoSpeakers
from rung.transcription.roles import may_name_someone, role_of
from rung.transcription.turns import Turn

NOTE_FORMATS = tuple(frozenset(letters) for letters in ("soap", "dap", "birp", "girp"))
"""The headings of clinical notes, whose P is the plan, not the patient."""

LABEL_CHARS = 120  # a label and its times stand in the first characters of a line

_AT = rf"[\[(]?(?P<at>{CLOCK})[\])]?"
_NAME = r"[^\W_][^:\[\]\n]{0,39}?"
_OPENING = re.compile(rf"[\s>*•_-]*(?:{_AT}\s*-?\s*)?[*_]*")
_LABEL = re.compile(
    rf"(?:\[(?P<bracketed>{_NAME})\][*_]*:?(?=\s|$)|(?P<plain>{_NAME})[*_]*(?:\s*[\[(]?(?P<at>{CLOCK})[\])]?)?[*_]*:[*_]*)"
)
_HEADER = re.compile(rf"(?P<name>{_NAME})\s+{_AT}\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line or cue: as written, and as label and words where it may begin a turn."""

    written: str
    label: str = ""
    words: str = ""
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(slots=True)
class _Growing:
    label: str
    start_ms: int | None
    end_ms: int | None
    parts: list[str] = field(default_factory=list)


def line_of(written: str) -> Line:
    """Return one line with its label, if it begins like one; times may stand before or after it."""
    opening = _OPENING.match(written)
    rest = written[opening.end() :] if opening else written
    at = opening["at"] if opening else None
    if len(rest) <= LABEL_CHARS and (header := _HEADER.fullmatch(rest)):
        return _line(written, header["name"], "", at or header["at"])
    if found := _LABEL.match(rest[:LABEL_CHARS]):
        return _line(written, found["bracketed"] or found["plain"], rest[found.end() :], at or found["at"])
    return Line(written, words=written)


def turns_of(lines: Sequence[Line]) -> list[Turn]:
    """Return the turns that lines make.

    A line without a label goes on with the turn before it; a cue without one,
    having its own time, is a new turn of the same speaker. Lines before the
    first label keep none.

    Raises:
        NoSpeakers: no line has a label.
    """
    labels = _speaking(lines)
    if not labels:
        raise NoSpeakers
    turns: list[_Growing] = []
    for line in lines:
        labeled = fold(line.label) in labels
        if labeled or line.start_ms is not None or not turns:
            label = line.label if labeled else (turns[-1].label if turns else "")
            turns.append(_Growing(label, line.start_ms, line.end_ms))
        turns[-1].parts.append(line.words if labeled or not line.label else line.written)
    return [Turn(turn.label, "\n".join(turn.parts), turn.start_ms, turn.end_ms) for turn in turns]


def _line(written: str, label: str, words: str, at: str | None) -> Line:
    name = label.strip(" *_.-")
    if not may_name_someone(name):
        return Line(written, words=written)
    return Line(written, name, words.strip(), clock_ms(at) if at else None)


def _speaking(lines: Iterable[Line]) -> frozenset[str]:
    """Return the labels that name speakers: roles, and names that come again.

    A name that comes once counts only where one side of the talk is missing;
    otherwise it is as likely the beginning of a sentence.
    """
    times = Counter(fold(line.label) for line in lines if line.label)
    if any(letters.issubset(times) and times[next(iter(letters))] == 1 for letters in NOTE_FORMATS):
        return frozenset()
    roles = {role_of(label) for label in times}
    one_side = (Speaker.THERAPIST in roles) is not (Speaker.CLIENT in roles)
    return frozenset(label for label, count in times.items() if role_of(label) or count > 1 or one_side)
