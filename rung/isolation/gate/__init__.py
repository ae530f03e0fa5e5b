"""The leak gate: compares a guide with everything it must not repeat, and says what it found."""

from itertools import chain

from rung.isolation.gate import canaries, dates, hidden, links, names, numbers, overlap, terms
from rung.isolation.gate.evidence import Evidence, gather
from rung.isolation.gate.leaks import GateVerdict, Leak, LeakReason, Sources
from rung.isolation.gate.lines import Sections, numbered

__all__ = ["Evidence", "GateVerdict", "Leak", "LeakReason", "Sections", "Sources", "compare", "gather", "inspect"]


def inspect(sections: Sections, sources: Sources) -> GateVerdict:
    """Compare the texts of a guide with the record.

    `sections` are (section, text) pairs in reading order; a section may come
    several times, once for each of its lines.
    """
    return compare(sections, gather(sources))


def compare(sections: Sections, evidence: Evidence) -> GateVerdict:
    """Compare the texts of a guide with a record that was read before."""
    lines = numbered(sections)
    leaks = tuple(
        chain(
            canaries.leaks(lines, evidence.canaries),
            overlap.leaks(lines, evidence.runs),
            names.leaks(lines, evidence.names),
            dates.leaks(lines, evidence.dates),
            numbers.leaks(lines, evidence.numbers),
            terms.leaks(lines),
            links.leaks(lines),
            hidden.leaks(lines),
        )
    )
    return GateVerdict(passed=not leaks, leaks=leaks)
