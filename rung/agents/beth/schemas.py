"""What Beth writes: a guide, and its sections as they are checked, edited and shown."""

from dataclasses import dataclass

from rung.isolation import ExerciseId


@dataclass(frozen=True, slots=True)
class GuideExercise:
    """One approved exercise, word for word as the catalogue has it."""

    id: ExerciseId
    title: str
    why: str
    how: tuple[str, ...]
    minutes: int
    when_not: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A draft for the client, in reading order. It holds no name: that is put in when it is shown."""

    opening: str
    strengths: tuple[str, ...]
    preparation: tuple[str, ...]
    discussion_points: tuple[str, ...]
    reflection_questions: tuple[str, ...]
    exercises: tuple[GuideExercise, ...]
    closing: str
    label: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a guide: a key for software, a heading for people, and its lines."""

    key: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """What may not be used again: numbers of Beth's own lines, and exercises.

    It is all that comes back to Beth from the gate, so no text can.
    """

    lines: frozenset[int] = frozenset()
    exercises: frozenset[ExerciseId] = frozenset()

    def __or__(self, other: "Refused") -> "Refused":
        return Refused(self.lines | other.lines, self.exercises | other.exercises)
