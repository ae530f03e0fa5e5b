"""The catalogue of approved exercises: TOML files that a clinician can read, one per topic."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from rung.isolation import reviewed
from rung.isolation.errors import DataBroken
from rung.isolation.vocabulary.exercises import ExerciseId
from rung.isolation.vocabulary.focus import FocusArea
from rung.isolation.vocabulary.themes import PlainTheme
from rung.isolation.vocabulary.topics import Topic

MINUTES = frozenset({2, 3, 5, 10, 15, 20, 30})
_KEYS = frozenset({"id", "title", "why", "how", "minutes", "when_not", "themes", "focus", "source"})


@dataclass(frozen=True, slots=True)
class Exercise:
    """One approved exercise.

    `source` is for clinicians: it names authors, so it is never shown in a guide.
    """

    id: ExerciseId
    topic: Topic
    title: str
    why: str
    how: tuple[str, ...]
    minutes: int
    when_not: str
    themes: tuple[PlainTheme, ...]
    focus_areas: tuple[FocusArea, ...]
    source: str | None


@cache
def exercises() -> Mapping[ExerciseId, Exercise]:
    """Return every approved exercise, read once, in the order of `ExerciseId`.

    Raises:
        DataBroken: an entry is incomplete, unknown or missing; the message names its file and id.
    """
    return load(resources.files(__package__))


def load(folder: Traversable) -> Mapping[ExerciseId, Exercise]:
    """Return the exercises of a folder that has one file per topic."""
    found: dict[ExerciseId, Exercise] = {}
    for topic in Topic:
        for exercise in _shelf(folder.joinpath(f"{topic}.toml"), topic):
            if exercise.id in found:
                raise DataBroken(f"{topic}.toml: {exercise.id}: described twice.")
            found[exercise.id] = exercise
    for exercise_id in ExerciseId:
        if exercise_id not in found:
            raise DataBroken(f"{exercise_id}: no file describes it.")
    return {exercise_id: found[exercise_id] for exercise_id in ExerciseId}


def _shelf(file: Traversable, topic: Topic) -> list[Exercise]:
    entries = reviewed.read(file).get("exercise")
    if not isinstance(entries, list):
        raise DataBroken(f"{file.name}: expected [[exercise]] entries.")
    return [_exercise(reviewed.table(entry, file.name), topic, file.name) for entry in entries]


def _exercise(entry: reviewed.Table, topic: Topic, file: str) -> Exercise:
    exercise_id = reviewed.member(ExerciseId, entry.get("id"), file)
    where = f"{file}: {exercise_id}"
    reviewed.only(entry, _KEYS, where)
    return Exercise(
        id=exercise_id,
        topic=topic,
        title=reviewed.text(entry.get("title"), where),
        why=reviewed.text(entry.get("why"), where),
        how=reviewed.texts(entry.get("how"), where),
        minutes=_minutes(entry.get("minutes"), where),
        when_not=reviewed.text(entry.get("when_not"), where),
        themes=reviewed.members(PlainTheme, entry.get("themes"), where),
        focus_areas=reviewed.members(FocusArea, entry.get("focus"), where),
        source=reviewed.text(entry["source"], where) if "source" in entry else None,
    )


def _minutes(value: object, where: str) -> int:
    minutes = reviewed.number(value, where)
    if minutes not in MINUTES:
        raise DataBroken(f"{where}: {minutes} minutes; choose one of {sorted(MINUTES)}.")
    return minutes
