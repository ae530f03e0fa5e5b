"""ClientSafeBrief: the only thing that crosses from Rung to Beth."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from rung.isolation import closed
from rung.isolation.errors import NotClientSafe
from rung.isolation.vocabulary.exercises import ExerciseId
from rung.isolation.vocabulary.focus import FocusArea
from rung.isolation.vocabulary.pace import Pace
from rung.isolation.vocabulary.strengths import PlainStrength
from rung.isolation.vocabulary.themes import PlainTheme

MAX_THEMES = 6
MAX_FOCUS_AREAS = 4
MAX_EXERCISES = 6
MAX_STRENGTHS = 4


@dataclass(frozen=True, slots=True)
class ClientSafeBrief:
    """The only thing Beth may read.

    Every field is an enum of a closed vocabulary, weightiest first. There is
    no text field: free text is how a quote, a name or a diagnosis gets
    through. What is not exactly of these types is refused, whoever builds it.

    Raises:
        NotClientSafe: a value of another type, a repetition, or more than the bounds allow.
    """

    themes: tuple[PlainTheme, ...] = ()
    focus_areas: tuple[FocusArea, ...] = ()
    exercises: tuple[ExerciseId, ...] = ()
    strengths: tuple[PlainStrength, ...] = ()
    pace: Pace = Pace.STEADY

    def __post_init__(self) -> None:
        closed.check(self.themes, PlainTheme, MAX_THEMES)
        closed.check(self.focus_areas, FocusArea, MAX_FOCUS_AREAS)
        closed.check(self.exercises, ExerciseId, MAX_EXERCISES)
        closed.check(self.strengths, PlainStrength, MAX_STRENGTHS)
        closed.check((self.pace,), Pace, 1)


class BriefJson(TypedDict):
    """A client-safe brief as JSON: vocabulary values only."""

    themes: list[str]
    focus_areas: list[str]
    exercises: list[str]
    strengths: list[str]
    pace: str


def as_json(brief: ClientSafeBrief) -> BriefJson:
    """Return a brief as plain JSON values."""
    return BriefJson(
        themes=[theme.value for theme in brief.themes],
        focus_areas=[area.value for area in brief.focus_areas],
        exercises=[exercise.value for exercise in brief.exercises],
        strengths=[strength.value for strength in brief.strengths],
        pace=brief.pace.value,
    )


def brief_from_json(data: Mapping[str, object]) -> ClientSafeBrief:
    """Return the brief that `as_json` wrote.

    Raises:
        NotClientSafe: a key is missing or unknown, or a value is not in the vocabulary.
    """
    if set(data) != set(BriefJson.__annotations__):
        raise NotClientSafe
    return ClientSafeBrief(
        themes=_members(PlainTheme, data["themes"]),
        focus_areas=_members(FocusArea, data["focus_areas"]),
        exercises=_members(ExerciseId, data["exercises"]),
        strengths=_members(PlainStrength, data["strengths"]),
        pace=_members(Pace, [data["pace"]])[0],
    )


def _members[Member: StrEnum](kind: type[Member], values: object) -> tuple[Member, ...]:
    if not isinstance(values, list | tuple):
        raise NotClientSafe
    if any(not isinstance(value, str) or value not in kind for value in values):
        raise NotClientSafe
    return tuple(kind(value) for value in values)
