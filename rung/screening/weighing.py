"""How signs add up: several signals close together can mean intent that none of them says alone.

Each signal has points (in words/*.toml), made like this. A logistic regression
over the presence of every signal was fitted offline on posts with human C-SSRS
ratings (4 and above against the rest), on ordinary medical notes and counseling
talks as examples without risk, and on invented statements of risk. Each weight
was multiplied by four and rounded, and none is below zero, so that nothing a
person adds can lower a level. A reviewer then raised hints that are rare in
such posts but matter to a clinician, such as a stated plan or a farewell.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rung.screening.findings import Category
from rung.screening.matching import Match
from rung.screening.reading import Reading
from rung.screening.tables import Kind

_POINTS = 5  # from here on, together they mean intent to act
_POINTS_HINTED = 6  # where it is hinted at more than once, in despair
_POINTS_UNSAID = 7  # where nobody names death or suicide, in a text about oneself
_WINDOW = 160  # words that are read together
_FEW_HINTS = 2
_FEW_SIGNALS = 2
_OTHERS = frozenset({"he", "she", "they", "his", "her", "their", "him", "them", "you"})
_CLINICAL = frozenset({"client", "clients", "patient", "patients", "pt", "session", "sessions", "supervision"})
_OWN = frozenset({"i", "me", "my", "myself"})
_OWN_SHARE = 20  # one word in twenty, in a text about oneself


@dataclass(frozen=True, slots=True)
class _Found:
    """A match, and whether it stands in a place of its own, outside the matches before it."""

    match: Match
    is_place: bool


class _Tally:
    """What the signals of one window come to."""

    def __init__(self) -> None:
        self._names: Counter[str] = Counter()
        self._kinds: Counter[Kind] = Counter()
        self._places: Counter[str] = Counter()
        self._said = 0
        self.points = 0

    def add(self, found: _Found, by: int) -> None:
        """Count a match in (1) or out (-1)."""
        meaning = found.match.meaning
        change = _counted(self._names, meaning.name, by)
        self.points += change * meaning.points
        self._kinds[meaning.kind] += change
        self._said += change * (meaning.level > 0)
        if found.is_place:
            _counted(self._places, meaning.name, by)

    def is_intent(self, *, is_personal: bool) -> bool:
        """Whether it comes to intent: with a risk said, or in a text about oneself hinted at often enough."""
        if len(+self._places) < _FEW_SIGNALS:
            return False
        if self._said:
            return self.points >= _POINTS
        hints = self._kinds[Kind.HINT]
        in_despair = hints >= _FEW_HINTS and self._kinds[Kind.DESPAIR] > 0
        needed = _POINTS_HINTED if in_despair else _POINTS_UNSAID
        return is_personal and hints > 0 and self.points >= needed


def combination(found: Sequence[Match], personal: bytes) -> tuple[Match, ...]:
    """Return the signals, strongest first, of the weightiest window that comes to intent; empty if none does.

    `personal` as `personal_ends` gives it; empty where signs do not add up
    unless a risk is said.
    """
    own = apart(found)
    tally = _Tally()
    best, window, start = 0, (0, 0), 0
    for end, each in enumerate(own):
        tally.add(each, 1)
        while each.match.first - own[start].match.first >= _WINDOW:
            tally.add(own[start], -1)
            start += 1
        is_personal = any(personal[each.match.last : each.match.last + 1])
        if tally.points > best and tally.is_intent(is_personal=is_personal):
            best, window = tally.points, (start, end + 1)
    return _strongest([each.match for each in own[slice(*window)]])


def _counted(counts: Counter[str], name: str, by: int) -> int:
    """Count a name in or out, and return by how much the number of different names changes."""
    before = counts[name] > 0
    counts[name] += by
    return (counts[name] > 0) - before


def apart(found: Iterable[Match]) -> list[_Found]:
    """Return the talk of suicide in order, without signs inside a longer sign: no sign counts twice."""
    own = [match for match in found if match.meaning.category is Category.SUICIDE]
    kept: list[_Found] = []
    last_sign = last = -1
    for match in sorted(own, key=lambda m: (m.first, -m.last, -m.meaning.points)):
        if match.meaning.is_sign and match.last <= last_sign:
            continue
        kept.append(_Found(match, match.first > last))
        last = max(last, match.last)
        last_sign = match.last if match.meaning.is_sign else last_sign
    return kept


def personal_ends(reading: Reading) -> bytes:
    """Return a mark for every word at which the window that ends there is about its writer.

    It is where enough of its words are I, me or my, or where they are the only
    people in it; never in a clinician's text. Judged window by window, so that
    what is added after it changes nothing.
    """
    own = _running(reading, _OWN)
    others = _running(reading, _OTHERS)
    clinical = _running(reading, _CLINICAL)
    size = _running(reading, None)
    marks = bytearray()
    for end in range(1, len(reading.words) + 1):
        start = max(0, end - _WINDOW)
        mine = own[end] - own[start]
        is_alone = mine > 0 and others[end] == others[start]
        is_mostly = mine * _OWN_SHARE >= size[end] - size[start]
        marks.append(clinical[end] == clinical[start] and (is_alone or is_mostly))
    return bytes(marks)


def _running(reading: Reading, counted: frozenset[str] | None) -> list[int]:
    """Return how many words up to each place are counted; without a set, every word that is no mark."""
    return [0, *accumulate(word in counted if counted else word.isalnum() for word in reading.words)]


def _strongest(window: Sequence[Match]) -> tuple[Match, ...]:
    """Return one match for each signal that weighs something."""
    by_name: dict[str, Match] = {}
    for match in sorted(window, key=lambda m: (-m.level, -m.meaning.points, m.first)):
        by_name.setdefault(match.meaning.name, match)
    return tuple(match for match in by_name.values() if match.meaning.points)
