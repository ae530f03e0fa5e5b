"""Patterns: counted by session, over the closed vocabulary alone."""

from datetime import timedelta

import pytest

from rung.progress.policies.patterns import Course, Observed, course_of, patterns_in
from tests.factories.people import NOON

AVOIDANCE, SLEEP = ("defense", "avoidance"), ("theme", "sleep")


def observed(*terms: tuple[str, str], week: int = 0) -> Observed:
    return Observed(NOON + timedelta(weeks=week), frozenset(terms))


@pytest.mark.parametrize(
    ("sessions", "course"),
    [
        (1, Course.EMERGING), (2, Course.EMERGING), (3, Course.RECURRING), (5, Course.RECURRING), (6, Course.CHRONIC),
    ],
)  # fmt: skip
def test_the_number_of_sessions_makes_the_course(sessions: int, course: Course) -> None:
    assert course_of(sessions) == course


def test_patterns_are_counted_by_session_whatever_their_order() -> None:
    sessions = [observed(AVOIDANCE, SLEEP, week=4), observed(AVOIDANCE, week=2), observed(AVOIDANCE, week=0)]
    first, second = patterns_in(sessions)
    assert (first.name, first.sessions, first.of, first.course) == ("avoidance", 3, 3, Course.RECURRING)
    assert (first.first_at, first.last_at) == (NOON, NOON + timedelta(weeks=4))
    assert (second.name, second.sessions, second.course) == ("sleep", 1, Course.EMERGING)


def test_what_the_vocabulary_does_not_have_is_dropped() -> None:
    assert patterns_in([observed(("theme", "my sister Ada"), ("diagnosis", "avoidance"))]) == ()


def test_what_the_therapist_did_is_no_pattern_of_the_client() -> None:
    assert patterns_in([observed(("therapist_behavior", "open_question"))]) == ()
