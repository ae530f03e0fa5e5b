"""A missing score turns no verdict into another; clear courses keep theirs; everything shown leads to it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.progress.policies.signals import WINDOW, Around, Direction
from rung.progress.policies.trajectory import ONE_DECIDES, Series, Verdict, trajectory_of

PHQ, GAD = st.integers(0, 27), st.integers(0, 21)
KNOWN = st.builds(
    Around,
    held=st.integers(0, 12),
    missed=st.integers(0, 12),
    open_concerns=st.integers(0, 1),
    sprints=st.lists(st.floats(0, 1), max_size=4).map(tuple),
    goals=st.integers(0, 3),
)
SERIES = st.fixed_dictionaries(
    {"phq9": st.lists(PHQ, max_size=16).map(tuple), "gad7": st.lists(GAD, max_size=16).map(tuple)}
)
QUIET = Around(held=8)


def verdict(series: Series, known: Around = QUIET) -> Verdict:
    return trajectory_of(series, known).verdict


def with_one_less(series: Series) -> Iterator[Series]:
    for name, scores in series.items():
        for place in range(len(scores)):
            yield {**series, name: scores[:place] + scores[place + 1 :]}


@given(SERIES, KNOWN)
@settings(max_examples=400)
def test_a_missing_score_turns_no_verdict_into_another(series: Series, known: Around) -> None:
    whole = verdict(series, known)
    for fewer in with_one_less(series):
        found = verdict(fewer, known)
        assert found == whole or Verdict.NOT_YET in {found, whole}


def simulated(start: float, slope: float, errors: list[int]) -> tuple[int, ...]:
    """Return a PHQ-9 series along a line, each score off by its error."""
    drawn = (start + slope * step + error for step, error in enumerate(errors))
    return tuple(round(min(27, max(0, score))) for score in drawn)


@pytest.mark.parametrize(
    ("start", "slope", "expected"),
    [(25, -2, Verdict.IMPROVING), (2, 2, Verdict.NEEDS_ATTENTION), (11, 0, Verdict.STABLE)],
)
@given(st.lists(st.integers(-1, 1), min_size=10, max_size=12))
def test_a_clear_course_of_ten_scores_keeps_its_verdict_whichever_is_missing(
    start: float, slope: float, expected: Verdict, errors: list[int]
) -> None:
    series = {"phq9": simulated(start, slope, errors), "gad7": ()}
    assert {verdict(series), *map(verdict, with_one_less(series))} == {expected}


def test_one_high_score_decides_nothing_and_is_shown() -> None:
    series = {"phq9": (11, 10, 11, 12, 11, 10, 24), "gad7": ()}
    found = trajectory_of(series, QUIET)
    assert found.verdict == Verdict.STABLE
    shown = next(signal for signal in found.signals if signal.about == "Last PHQ-9")
    assert (shown.direction, shown.decides) == (Direction.WORSE, False)
    assert "14 points above" in shown.text


@pytest.mark.parametrize("count", range(5))
def test_few_scores_are_not_enough(count: int) -> None:
    found = trajectory_of({"phq9": (24, 20, 8, 4)[:count], "gad7": ()}, QUIET)
    assert found.verdict == Verdict.NOT_YET
    assert found.why


def test_where_one_score_decides_it_says_so() -> None:
    found = trajectory_of({"phq9": (20, 20, 4, 4), "gad7": ()}, QUIET)
    assert (found.verdict, found.why) == (Verdict.NOT_YET, ONE_DECIDES)


FALLING = {"phq9": (22, 20, 19, 15, 11, 8, 6, 5), "gad7": ()}


@pytest.mark.parametrize(
    "known",
    [
        Around(held=8, open_concerns=1),
        Around(held=2, missed=6),
        Around(held=8, sprints=(0.9, 0.2, 0.1, 0.79)),
    ],
)
def test_what_waits_is_not_outshone_by_falling_scores(known: Around) -> None:
    assert verdict(FALLING) == Verdict.IMPROVING
    found = trajectory_of(FALLING, known)
    assert found.verdict == Verdict.NEEDS_ATTENTION
    assert any(signal.direction == Direction.WORSE and signal.decides for signal in found.signals)


def test_a_worse_measure_is_not_outshone_by_a_better_one() -> None:
    rising = (3, 4, 3, 9, 14, 15, 15, 16)
    assert verdict({**FALLING, "gad7": rising}) == Verdict.NEEDS_ATTENTION


def test_what_stays_severe_is_not_stable() -> None:
    assert verdict({"phq9": (23, 24, 22, 23, 24, 23), "gad7": ()}) == Verdict.NEEDS_ATTENTION


def test_attendance_sprints_and_goals_stand_beside_the_verdict() -> None:
    known = replace(QUIET, sprints=(0.8, 1.0, 0.5), goals=4, goals_attained=3, canceled=2)
    said = {signal.about: signal.text for signal in trajectory_of(FALLING, known).signals}
    assert said["Attendance"] == "8 sessions held, 0 missed, 2 canceled."
    assert said["Sprints"] == "2 of 3 sprints completed (80% counts)."
    assert said["Goals"] == "3 of 4 attained."
    assert "6 are a reliable change" in said["PHQ-9"]


def test_only_the_latest_scores_count() -> None:
    old = (25, 24, 26) * 5
    assert verdict({"phq9": old + (6, 5, 6, 5, 6) * (WINDOW // 5 + 1), "gad7": ()}) == Verdict.STABLE
