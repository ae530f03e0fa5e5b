"""What stands in a reading: the signals that are the speaker's own and not denied, quoted or everyday idiom."""

from dataclasses import dataclass

from rung.screening import lexicon, scope
from rung.screening.lexicon import Meaning
from rung.screening.reading import Reading

_LIFETIME_LEVEL = 6  # C-SSRS counts suicidal behavior over a lifetime; thoughts count while they are current
_NEAR = 6  # words between a phrase and what puts it in the past


@dataclass(frozen=True, slots=True)
class Match:
    """A signal found at words first..last of a reading."""

    meaning: Meaning
    first: int
    last: int
    is_past: bool = False

    @property
    def level(self) -> int:
        """The level this span supports by itself; thoughts that are over count as a wish at most."""
        return min(self.meaning.level, 1) if self.is_past else self.meaning.level


def matches(reading: Reading, *, keep_denied: bool = False) -> list[Match]:
    """Return the signals of a reading, in the order of the lexicon.

    `keep_denied`: for questions, where a not is no denial.
    """
    everyday, over = _everyday(reading), _past(reading)
    return [
        Match(meaning, first, last, meaning.level < _LIFETIME_LEVEL and any(over[first : last + 1]))
        for book in lexicon.signals()
        for meaning, first, last in book.find(reading)
        if not any(everyday[first : last + 1]) and _counts(reading, meaning, first, last, keep_denied=keep_denied)
    ]


def _everyday(reading: Reading) -> bytearray:
    """Return a mark for every word that belongs to an everyday saying."""
    marks = bytearray(len(reading.words))
    for _, first, last in lexicon.idioms().find(reading):
        marks[first : last + 1] = b"\1" * (last + 1 - first)
    return marks


def _past(reading: Reading) -> bytearray:
    """Return a mark for every word near a phrase that puts what is said in the past."""
    marks = bytearray(len(reading.words))
    for _, first, last in lexicon.past().find(reading):
        low, high = scope.within_sentence(reading, first, last, _NEAR)
        marks[low:high] = b"\1" * (high - low)
    return marks


def _counts(reading: Reading, meaning: Meaning, first: int, last: int, *, keep_denied: bool) -> bool:
    if meaning.deniable and not keep_denied and scope.is_denied(reading, first):
        return False
    if meaning.is_sign:
        return True
    if scope.is_quoted(reading, first):
        return False
    return meaning.anyone or not scope.is_someone_else(reading, first, last)
