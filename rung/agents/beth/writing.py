"""write_guide: Beth's offline twin, composing a guide from reviewed templates by theme."""

import hashlib
import json
from dataclasses import dataclass

from rung.agents.beth.schemas import Guide, GuideExercise, Refused
from rung.agents.beth.wording import Lines, Points, numbers, wording
from rung.isolation import ClientSafeBrief, ExerciseId, NotClientSafe, as_json, exercises

PREPARED_THEMES = 3
LEAD_POINTS = 2  # the weightiest theme gets so many points to bring up
EXERCISES = 4
LEAST_LINES = 2  # a section with fewer is filled up with general lines
NOTHING_REFUSED = Refused()


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws lines: in an order that depends on the brief alone, leaving out what was refused."""

    seed: str
    refused: frozenset[int]

    def draw(self, pool: Lines, most: int = 1) -> Lines:
        """Return the first so many lines that may be used."""
        usable = [line for line in pool if numbers()[line] not in self.refused]
        return tuple(sorted(usable, key=self._lot)[:most])

    def _lot(self, line: str) -> bytes:
        return hashlib.sha256(f"{self.seed}|{line}".encode()).digest()


def write_guide(brief: ClientSafeBrief, refused: Refused = NOTHING_REFUSED) -> Guide:
    """Write a guide from a client-safe brief, and from nothing else.

    The same brief gives the same guide in every process. `refused` holds
    numbers of reviewed lines that a gate would not pass: others take their
    place, and where none is left the place stays empty.

    Raises:
        NotClientSafe: it is not a client-safe brief.
    """
    if type(brief) is not ClientSafeBrief:
        raise NotClientSafe
    pen = _Pen(json.dumps(as_json(brief), sort_keys=True), refused.lines)
    words = wording()
    return Guide(
        opening=" ".join(pen.draw(words.openings[brief.pace])),
        strengths=tuple(line for strength in brief.strengths for line in pen.draw(words.strengths[strength])),
        preparation=_preparation(brief, pen),
        discussion_points=_discussion(brief, pen),
        reflection_questions=_reflection(brief, pen),
        exercises=tuple(_exercise(e) for e in brief.exercises if e not in refused.exercises)[:EXERCISES],
        closing=" ".join(pen.draw(words.closings[brief.pace])),
        label=words.label,
    )


def _preparation(brief: ClientSafeBrief, pen: _Pen) -> Lines:
    words = wording()
    about = [words.themes[theme].preparation for theme in brief.themes[:PREPARED_THEMES]]
    doing = [words.focus_areas[area] for area in brief.focus_areas]
    lines = tuple(line for pool in about + doing for line in pen.draw(pool))
    return _filled_up(lines, words.general.preparation, pen)


def _discussion(brief: ClientSafeBrief, pen: _Pen) -> Lines:
    lines: Lines = ()
    for place, points in enumerate(_points(brief)):
        lines += pen.draw(points.discussion, 1 if place else LEAD_POINTS)
    return _filled_up(lines, wording().general.discussion, pen)


def _reflection(brief: ClientSafeBrief, pen: _Pen) -> Lines:
    lines = tuple(line for points in _points(brief) for line in pen.draw(points.reflection))
    return _filled_up(lines, wording().general.reflection, pen)


def _points(brief: ClientSafeBrief) -> list[Points]:
    return [wording().themes[theme] for theme in brief.themes]


def _filled_up(lines: Lines, general: Lines, pen: _Pen) -> Lines:
    return lines + pen.draw(general, max(0, LEAST_LINES - len(lines)))


def _exercise(exercise_id: ExerciseId) -> GuideExercise:
    found = exercises()[exercise_id]
    return GuideExercise(found.id, found.title, found.why, found.how, found.minutes, found.when_not)
