"""Two versions of a note beside each other."""

from dataclasses import dataclass

from rung.common import wordkit
from rung.sessions import schemas


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of one document, field by field."""

    before: int
    after: int
    fields: tuple[tuple[str, tuple[wordkit.Piece, ...]], ...]


def compared(before: schemas.NoteText, after: schemas.NoteText, numbers: tuple[int, int]) -> Compared:
    """Return what changed from one version to another; fields of another format came or went as a whole."""
    old, new = ({one.heading: one.text for one in text.sections} for text in (before, after))
    pieces = ((name, wordkit.compare(old.get(name, ""), new.get(name, ""))) for name in dict.fromkeys([*old, *new]))
    return Compared(*numbers, tuple(pieces))
