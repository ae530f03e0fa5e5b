"""The screen of one text: every risk statement with its span, level and reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rung.screening.findings import HIGH_RISK_LEVEL, Category, Hit, Screening
from rung.screening.matching import Match, matches
from rung.screening.reading import Reading, read
from rung.screening.voice import from_note
from rung.screening.weighing import combination, personal_ends

_TOGETHER = "; with the other signs cited, this suggests intent to act"
_SIGN = "a sign that counts together with the others cited: "
_PAST = " (in the past)"


def screen_text(text: str) -> Screening:
    """Return the screening of a text that stands for itself: a post, a letter, a note.

    A note about "the client" is read as the client's own words. The level is
    that of the highest hit; what is said elsewhere in the text never lowers it.
    """
    reading = read(text)
    return screen_reading(text, from_note(reading), personal=personal_ends(reading))


def screen_reading(text: str, reading: Reading, *, personal: bytes = b"") -> Screening:
    """Return the screening of a text that has been read.

    `personal` marks the words up to which the text is about its writer, where
    signs may add up without naming death; empty for a turn in a conversation.
    """
    return screen_matches(text, reading, matches(reading), personal=personal)


def screen_matches(text: str, reading: Reading, found: Sequence[Match], *, personal: bytes = b"") -> Screening:
    """Return the screening of a text in which the signals were found; `personal` as above."""
    points = [Point(m, m.level, m.meaning.reason + _PAST * m.is_past) for m in found if not m.meaning.is_sign]
    if max((point.level for point in points), default=0) < HIGH_RISK_LEVEL:
        points.extend(together(combination(found, personal)))
    hits = tuple(hit_of(text, reading, point) for point in _apart(points, len(reading.words)))
    named = {hit.category for hit in hits}
    return Screening(
        level=max((hit.level for hit in hits), default=0),
        categories=tuple(category for category in Category if category in named),
        hits=hits,
    )


@dataclass(frozen=True, slots=True)
class Point:
    """A match with the level and the reason it comes to."""

    match: Match
    level: int
    reason: str


def together(found: Sequence[Match]) -> Iterator[Point]:
    """Yield what signs that add up come to: the strongest raised to intent, the others cited beside it."""
    for match in found[:1]:
        yield Point(match, HIGH_RISK_LEVEL, match.meaning.reason + _TOGETHER)
    for match in found[1:]:
        if match.meaning.is_sign:
            yield Point(match, 0, _SIGN + match.meaning.reason)


def _apart(points: list[Point], size: int) -> list[Point]:
    """Return the strongest points of each category that do not overlap, in order: one statement is one hit."""
    taken = {category: bytearray(size) for category in Category}
    kept = []
    for point in sorted(points, key=lambda p: (-p.level, p.match.first - p.match.last, p.match.first)):
        first, last = point.match.first, point.match.last
        marks = taken[point.match.meaning.category]
        if not any(marks[first : last + 1]):
            marks[first : last + 1] = b"\1" * (last + 1 - first)
            kept.append(point)
    return sorted(kept, key=lambda p: (p.match.first, p.match.meaning.category))


def hit_of(text: str, reading: Reading, point: Point) -> Hit:
    """Return a point as a hit that cites its span of the text."""
    start, end = reading.spans[point.match.first][0], reading.spans[point.match.last][1]
    return Hit(point.match.meaning.category, point.level, start, end, text[start:end], point.reason)
