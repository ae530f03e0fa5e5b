"""The guide as the rules read it: numbered texts, each in its section."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rung.common import textkit
from rung.isolation.gate.leaks import Leak, LeakReason

EXCERPT_LETTERS = 120

type Sections = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One text of the guide: as written, folded, and as folded words."""

    position: int
    section: str
    raw: str
    folded: str
    words: list[str] = field(repr=False)

    def leak(self, reason: LeakReason, excerpt: str) -> Leak:
        """Return a leak in this line."""
        shown = excerpt if len(excerpt) <= EXCERPT_LETTERS else excerpt[:EXCERPT_LETTERS] + "…"
        return Leak(reason, self.section, self.position, shown)


def numbered(sections: Sections) -> tuple[Line, ...]:
    """Return the texts of a guide in the order given."""
    pairs = sections.items() if isinstance(sections, Mapping) else sections
    return tuple(
        Line(position, section, text, textkit.fold(text), textkit.words(text))
        for position, (section, text) in enumerate(pairs)
    )
