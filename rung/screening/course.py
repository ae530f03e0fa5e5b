"""What the client's turns come to together: thoughts in one, the pills in the next, a note in a third."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rung.common.utterances import Utterance
from rung.screening.findings import RiskFinding
from rung.screening.matching import Match
from rung.screening.reading import Reading
from rung.screening.screen import hit_of, together
from rung.screening.tables import Kind
from rung.screening.weighing import combination

_HINTS = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance of the client, with the signals found in it and those it said yes to."""

    utterance: Utterance
    reading: Reading
    found: list[Match]


def added_up(turns: Sequence[Turn]) -> Iterator[RiskFinding]:
    """Yield the signs that mean intent to act only together, each in the turn it was said in.

    A conversation spreads over its turns what a letter says in one paragraph.
    The turns are weighed as one text. A risk must be said, and the act hinted
    at in more than one way: what stands turns apart may be about something else.
    """
    placed: list[Match] = []
    homes: dict[int, tuple[Turn, int]] = {}
    start = 0
    for turn in turns:
        for match in turn.found:
            placed.append(replace(match, first=match.first + start, last=match.last + start))
            homes[match.first + start] = turn, start
        start += len(turn.reading.words)
    weighed = combination(placed, b"")
    if len({match.meaning.name for match in weighed if match.meaning.kind is Kind.HINT}) < _HINTS:
        return
    for point in together(weighed):
        turn, start = homes[point.match.first]
        match = replace(point.match, first=point.match.first - start, last=point.match.last - start)
        hit = hit_of(turn.utterance.text, turn.reading, replace(point, match=match))
        yield RiskFinding(turn.utterance.number, turn.utterance.speaker, hit)
