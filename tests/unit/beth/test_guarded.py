"""Between Beth and the gate: other wordings are tried, and text never flows back."""

from dataclasses import fields
from typing import get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from rung.agents import beth
from rung.agents.beth.wording import wording
from rung.isolation import (
    ClientSafeBrief,
    ExerciseId,
    Observation,
    Sources,
    client_safe_brief,
    exercises,
    inspect,
)

BRIEF = client_safe_brief([Observation("theme", name, 2) for name in ("sleep", "work", "worry", "guilt", "pain")])
THEME_LINES = [line for p in wording().themes.values() for line in (*p.preparation, *p.discussion, *p.reflection)]


def passes(guide: beth.Guide, sources: Sources) -> bool:
    return inspect(beth.texts_of(beth.sections(guide)), sources).passed


def test_a_guide_that_repeats_nothing_is_left_as_it_is() -> None:
    guide, verdict = beth.write_guarded(BRIEF, Sources(("Good morning.",)))
    assert verdict.passed
    assert guide == beth.write_guide(BRIEF)


def test_a_line_that_was_said_is_replaced_by_another_of_its_theme() -> None:
    first = beth.write_guide(BRIEF)
    sources = Sources((first.discussion_points[0], first.reflection_questions[1], first.opening))
    guide, verdict = beth.write_guarded(BRIEF, sources)
    assert verdict.passed
    assert passes(guide, sources)
    assert first.discussion_points[0] not in guide.discussion_points
    assert len(guide.discussion_points) == len(first.discussion_points)
    assert len(guide.reflection_questions) == len(first.reflection_questions)
    assert guide.opening not in {"", first.opening}


def test_an_exercise_that_was_said_gives_way_to_one_in_reserve() -> None:
    first = beth.write_guide(BRIEF)
    said = first.exercises[0].how[0] + " " + first.exercises[0].how[1]
    guide, verdict = beth.write_guarded(BRIEF, Sources((said,)))
    assert verdict.passed
    assert [exercise.id for exercise in guide.exercises] == list(BRIEF.exercises[1:5])


def test_when_every_wording_was_said_nothing_passes() -> None:
    """Closed by default: an empty guide is no guide."""
    told = [text for e in exercises().values() for text in (e.title, e.why, e.when_not, *e.how)]
    sources = Sources((*wording().lines(), *told), canaries=tuple(wording().minutes.values()))
    guide, verdict = beth.write_guarded(BRIEF, sources)
    assert not verdict.passed
    assert not any(text in told for _, text in beth.texts_of(beth.sections(guide)))


def test_a_heading_that_was_said_fails_with_its_reason() -> None:
    """A heading has no other wording, so the clinician gets the verdict instead of a guide."""
    _, verdict = beth.write_guarded(BRIEF, Sources((), canaries=(wording().headings["closing"],)))  # type: ignore[index]  # a member is its value
    assert not verdict.passed
    assert {leak.section for leak in verdict.leaks} == {"closing"}


@given(st.lists(st.sampled_from(THEME_LINES), max_size=40))
def test_whatever_was_said_a_guide_that_passes_repeats_none_of_it(said: list[str]) -> None:
    sources = Sources(tuple(said))
    guide, verdict = beth.write_guarded(BRIEF, sources)
    assert verdict.passed
    assert passes(guide, sources)


def test_only_numbers_and_exercise_ids_go_back_to_beth() -> None:
    hints = get_type_hints(beth.Refused)
    assert [hints[field.name] for field in fields(beth.Refused)] == [frozenset[int], frozenset[ExerciseId]]
    assert set(get_type_hints(beth.write_guide)) == {"brief", "refused", "return"}


def test_refused_lines_are_never_used_again() -> None:
    everything = beth.Refused(frozenset(range(len(wording().lines()))), frozenset(BRIEF.exercises))
    guide = beth.write_guide(BRIEF, everything)
    assert beth.sections(guide) == ()
    assert beth.write_guide(ClientSafeBrief(), everything).opening == ""
