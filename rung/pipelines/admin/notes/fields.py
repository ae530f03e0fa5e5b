"""A note's fields as they are shown: text, evidence, and what was changed."""

from dataclasses import dataclass

from rung.common import wordkit
from rung.sessions import schemas


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact that a sentence rests on; `place` is where it stands on the brief's page."""

    title: str
    place: str


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A drafted sentence with its facts."""

    text: str
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field: its text, and beside it what was drafted and what was changed since."""

    key: str
    heading: str
    hint: str
    text: str
    pieces: tuple[wordkit.Piece, ...]
    sentences: tuple[ShownSentence, ...]

    @property
    def rows(self) -> int:
        """Lines of the text area: long lines are broken."""
        return min(16, 2 + sum(1 + len(line) // 90 for line in self.text.splitlines()))

    @property
    def is_changed(self) -> bool:
        """Whether a word differs from the draft."""
        return any(piece.change is not wordkit.Change.SAME for piece in self.pieces)


def fields_of(text: schemas.NoteText, draft: schemas.NoteDraft) -> tuple[ShownField, ...]:
    """Return the fields in the draft's order."""
    written = {one.key: one.text for one in text.sections}
    return tuple(
        ShownField(
            key=one.key,
            heading=one.heading,
            hint=one.hint,
            text=written.get(one.key, ""),
            pieces=wordkit.compare(one.text, written.get(one.key, "")),
            sentences=tuple(_sentence(said) for said in one.sentences),
        )
        for one in draft.sections
    )


def _sentence(said: schemas.NoteSentence) -> ShownSentence:
    return ShownSentence(said.text, tuple(_fact(fact) for fact in said.facts))


def _fact(fact: str) -> ShownFact:
    kind, _, place = fact.partition(":")
    title = f"{kind} {int(place) + 1}" if place.isdecimal() else fact.replace(":", ": ").replace("_", " ")
    return ShownFact(title, f"f{place}" if kind == "finding" else "")
