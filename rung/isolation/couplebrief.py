"""CoupleBrief: what comes of comparing two partners."""

from dataclasses import dataclass

from rung.isolation import closed
from rung.isolation.vocabulary.couples import Clash, CouplePattern, Fit, Readiness
from rung.isolation.vocabulary.exercises import ExerciseId
from rung.isolation.vocabulary.focus import FocusArea
from rung.isolation.vocabulary.themes import PlainTheme

MAX_SHARED = 6
MAX_FITS = 3
MAX_CLASHES = 3
MAX_THEMES = 4
MAX_FOCUS_AREAS = 4
MAX_EXERCISES = 6


@dataclass(frozen=True, slots=True)
class CoupleBrief:
    """The result for a couple's session: closed vocabulary only, and nothing that says which of the two it comes from.

    Raises:
        NotClientSafe: a value of another type, a repetition, or more than the bounds allow.
    """

    shared: tuple[CouplePattern, ...] = ()
    complementary: tuple[Fit, ...] = ()
    conflicting: tuple[Clash, ...] = ()
    themes: tuple[PlainTheme, ...] = ()
    focus_areas: tuple[FocusArea, ...] = ()
    exercises: tuple[ExerciseId, ...] = ()
    readiness: Readiness = Readiness.TOGETHER

    def __post_init__(self) -> None:
        closed.check(self.shared, CouplePattern, MAX_SHARED)
        closed.check(self.complementary, Fit, MAX_FITS)
        closed.check(self.conflicting, Clash, MAX_CLASHES)
        closed.check(self.themes, PlainTheme, MAX_THEMES)
        closed.check(self.focus_areas, FocusArea, MAX_FOCUS_AREAS)
        closed.check(self.exercises, ExerciseId, MAX_EXERCISES)
        closed.check((self.readiness,), Readiness, 1)


@dataclass(frozen=True, slots=True)
class PartnerBrief:
    """What one partner may practice for the couple's work, made from their own patterns alone.

    Raises:
        NotClientSafe: as of a CoupleBrief.
    """

    themes: tuple[PlainTheme, ...] = ()
    focus_areas: tuple[FocusArea, ...] = ()
    exercises: tuple[ExerciseId, ...] = ()

    def __post_init__(self) -> None:
        closed.check(self.themes, PlainTheme, MAX_THEMES)
        closed.check(self.focus_areas, FocusArea, MAX_FOCUS_AREAS)
        closed.check(self.exercises, ExerciseId, MAX_EXERCISES)
