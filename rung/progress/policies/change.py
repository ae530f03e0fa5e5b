"""Whether two scores differ by more than the questionnaire's own error, and by enough to be felt.

Jacobson NS, Truax P. Clinical significance: a statistical approach to defining meaningful change in
psychotherapy research. J Consult Clin Psychol 1991;59:12-19:

    standard error of measurement      SE = SD * sqrt(1 - r)
    of a difference between two scores Sdiff = sqrt(2 * SE^2)
    reliable change index              RC = (second - first) / Sdiff, reliable beyond 1.96 (p < .05)

SD and r stand in each form's toml, with the paper they come from.
"""

import math
from dataclasses import dataclass

from rung.progress.policies.forms import ChangeFigures, Form

BEYOND = 1.96
SOURCE = "Jacobson & Truax, J Consult Clin Psychol 1991;59:12-19"


@dataclass(frozen=True, slots=True)
class Change:
    """From one total to a later one; negative points are fewer symptoms."""

    first: int
    last: int
    index: float
    is_reliable: bool
    is_meaningful: bool | None  # None: no published number of points was checked

    @property
    def points(self) -> int:
        """How far the score moved."""
        return self.last - self.first


def error_of_difference(figures: ChangeFigures) -> float:
    """Return Sdiff, in points."""
    return math.sqrt(2 * (figures.deviation * math.sqrt(1 - figures.reliability)) ** 2)


def reliable_points(figures: ChangeFigures) -> int:
    """Return the fewest whole points that are a reliable change."""
    return math.floor(BEYOND * error_of_difference(figures)) + 1


def change_between(form: Form, first: int, last: int) -> Change:
    """Return what the way from one total to another is worth."""
    index, enough = (last - first) / error_of_difference(form.change), form.change.meaningful
    felt = None if enough is None else abs(last - first) >= enough
    return Change(first, last, index, is_reliable=abs(index) > BEYOND, is_meaningful=felt)
