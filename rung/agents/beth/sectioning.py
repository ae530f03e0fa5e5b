"""A guide as sections: what the gate reads, what the clinician edits, what is shown."""

from rung.agents.beth.schemas import Guide, GuideExercise, Section
from rung.agents.beth.wording import Lines, Part, wording

EXERCISE_KEY = "exercise."


def sections(guide: Guide) -> tuple[Section, ...]:
    """Return the sections of a guide in reading order, without empty ones."""
    before: tuple[tuple[Part, Lines], ...] = (
        (Part.OPENING, (guide.opening,)),
        (Part.STRENGTHS, guide.strengths),
        (Part.PREPARATION, guide.preparation),
        (Part.DISCUSSION, guide.discussion_points),
        (Part.REFLECTION, guide.reflection_questions),
    )
    parts = [_section(part, lines) for part, lines in before]
    parts += [_exercise_section(exercise) for exercise in guide.exercises]
    parts.append(_section(Part.CLOSING, (guide.closing,)))
    return tuple(section for section in parts if section.lines)


def _section(part: Part, lines: Lines) -> Section:
    return Section(part.value, wording().headings[part], tuple(line for line in lines if line))


def _exercise_section(exercise: GuideExercise) -> Section:
    lines = (exercise.why, *exercise.how, wording().minutes[exercise.minutes], exercise.when_not)
    return Section(EXERCISE_KEY + exercise.id.value, exercise.title, lines)
