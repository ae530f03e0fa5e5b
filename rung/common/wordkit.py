"""A kit for comparing two texts word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Words of both texts; past it whole lines are compared: difflib's worst case grows with the square.
MOST_WORDS = 6_000
_WORD = re.compile(r"\s*\S+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Change(StrEnum):
    """What happened to a run of words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, came or went, with the white space in it."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Distance:
    """How far one text is from another, in words."""

    before: int
    after: int
    added: int
    removed: int

    @property
    def share(self) -> float:
        """Words added and removed, of all words of both: 0 for the same words, 1 where none stayed."""
        whole = self.before + self.after
        return round((self.added + self.removed) / whole, 4) if whole else 0.0


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """Return the runs that lead from one text to the other; white space alone is no change.

    What stayed and what came are together the second text, to the letter; what
    stayed and what went are the words of the first.
    """
    old, new = _cut(before, after)
    pieces = []
    for tag, i, j, k, m in SequenceMatcher(None, _keys(old), _keys(new), autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if tag == "equal":
            pieces.append(Piece(Change.SAME, come))
            continue
        pieces += [Piece(Change.REMOVED, gone)] if gone else []
        pieces += [Piece(Change.ADDED, come)] if come else []
    return tuple(_apart(pieces))


def distance_of(pieces: tuple[Piece, ...]) -> Distance:
    """Return how many words stayed, came and went."""
    counts = dict.fromkeys(Change, 0)
    for piece in pieces:
        counts[piece.change] += len(piece.text.split())
    same, added, removed = (counts[change] for change in (Change.SAME, Change.ADDED, Change.REMOVED))
    return Distance(before=same + removed, after=same + added, added=added, removed=removed)


def _apart(pieces: list[Piece]) -> list[Piece]:
    """Keep what went apart from what stayed beside it, whose white space is that of the second text."""
    around = ["", *(piece.text for piece in pieces), ""]
    found = []
    for left, piece, right in zip(around, pieces, around[2:], strict=False):
        text = piece.text
        if piece.change is Change.REMOVED:
            text = f"{_gap(left, text)}{text}{_gap(text, right)}"
        found.append(Piece(piece.change, text))
    return found


def _gap(left: str, right: str) -> str:
    """Return a space where two texts would run into one word."""
    return " " if left and right and not (left[-1].isspace() or right[0].isspace()) else ""


def _cut(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return both texts in words, in lines where they are long, or whole where even their lines are many."""
    for cut in (_words, _LINE.findall):
        old, new = cut(before), cut(after)
        if len(old) + len(new) <= MOST_WORDS:
            return old, new
    return [before], [after]


def _words(text: str) -> list[str]:
    """Return the words of a text, each with the white space before it; what is left at the end is the last one's."""
    found = _WORD.findall(text)
    rest = text[sum(map(len, found)) :]
    if found:
        return [*found[:-1], found[-1] + rest]
    return [text] if text else []


def _keys(pieces: list[str]) -> list[str]:
    return [" ".join(piece.split()) for piece in pieces]
