"""What the rules compare with: the sources, read once for many wordings of a guide."""

from dataclasses import dataclass, field

from rung.common import textkit
from rung.isolation.gate import canaries, dates, names, numbers, overlap
from rung.isolation.gate.dates import Dates
from rung.isolation.gate.leaks import Sources
from rung.isolation.gate.names import Names
from rung.isolation.gate.numbers import Numbers
from rung.isolation.gate.overlap import Runs


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sources as sets. It holds record text: keep it only as long as the guide is being written."""

    runs: Runs = field(repr=False)
    names: Names = field(repr=False)
    dates: Dates = field(repr=False)
    numbers: Numbers = field(repr=False)
    canaries: tuple[str, ...] = field(repr=False)


def gather(sources: Sources) -> Evidence:
    """Return the sources as the rules compare with them."""
    said = "\n".join(sources.texts)
    folded = textkit.fold(said)
    return Evidence(
        runs=overlap.runs(said),
        names=names.gathered(sources),
        dates=dates.gathered(folded),
        numbers=numbers.gathered(folded),
        canaries=tuple(filter(None, map(canaries.squeeze, sources.canaries))),
    )
