"""What the sealed column of a measure holds, as a type."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A measure that is known by its score: its name, and from where to where it goes."""

    name: str
    score: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class MeasureContent:
    """One measure. `answers` are 0-3 in the order of the form, None where nothing was ticked."""

    answers: tuple[int | None, ...] = ()
    difficulty: int | None = None  # the question about daily life, 0-3; it is not part of the score
    scale: Scale | None = None
    note: str = ""
