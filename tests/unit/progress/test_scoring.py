"""Totals and bands equal the published tables, for every total; what a change is worth follows the formula."""

import itertools
import math

import pytest

from rung.progress.errors import AnswersMissing, AnswersWrong, MeasureUnnamed, NothingAnswered, ScaleWrong
from rung.progress.policies import change, contents, risk, scoring
from rung.progress.policies.forms import NAMES, form_of
from rung.progress.schemas import MeasureContent, Scale

# Kroenke, Spitzer & Williams 2001, and Spitzer et al. 2006: written out, so that the data file is compared with them.
PUBLISHED = {
    "phq9": [
        *["Minimal"] * 5, *["Mild"] * 5, *["Moderate"] * 5, *["Moderately severe"] * 5, *["Severe"] * 8,
    ],
    "gad7": [*["Minimal"] * 5, *["Mild"] * 5, *["Moderate"] * 5, *["Severe"] * 7],
}  # fmt: skip
EVERY_TOTAL = [(name, total) for name, bands in PUBLISHED.items() for total in range(len(bands))]


def answers_for(name: str, total: int) -> tuple[int, ...]:
    """Return answers that come to a total, as high as possible first."""
    count = len(form_of(name).items)
    return tuple(min(3, max(0, total - 3 * place)) for place in range(count))


@pytest.mark.parametrize(("name", "total"), EVERY_TOTAL)
def test_every_total_has_its_published_band(name: str, total: int) -> None:
    form = form_of(name)
    for answers in {answers_for(name, total), answers_for(name, total)[::-1]}:
        assert scoring.total_of(form, answers) == total
        assert scoring.band_of(form, total).title == PUBLISHED[name][total]


@pytest.mark.parametrize(("name", "items", "highest"), [("phq9", 9, 27), ("gad7", 7, 21)])
def test_a_form_has_its_items_and_its_highest_total(name: str, items: int, highest: int) -> None:
    form = form_of(name)
    assert len(form.items) == len(set(form.items)) == items
    assert form.highest == highest == len(PUBLISHED[name]) - 1


@pytest.mark.parametrize("name", NAMES)
def test_each_item_weighs_the_same_and_daily_life_nothing(name: str) -> None:
    form = form_of(name)
    for place, answer in itertools.product(range(len(form.items)), range(4)):
        one = tuple(answer if here == place else 0 for here in range(len(form.items)))
        assert scoring.total_of(form, one) == answer
        contents.check_fits(name, MeasureContent(one, difficulty=3))


@pytest.mark.parametrize("name", NAMES)
def test_a_form_with_a_gap_has_no_total(name: str) -> None:
    form = form_of(name)
    for place in range(len(form.items)):
        gap = tuple(None if here == place else 1 for here in range(len(form.items)))
        with pytest.raises(AnswersMissing):
            scoring.total_of(form, gap)
        assert scoring.known_total_of(form, gap) is None
        scoring.check_are_answers(form, gap, None)


@pytest.mark.parametrize("answers", [(1,) * 8, (1,) * 10, (1,) * 8 + (4,), (1,) * 8 + (-1,)])
def test_other_answers_than_the_forms_are_refused(answers: tuple[int, ...]) -> None:
    with pytest.raises(AnswersWrong):
        contents.check_fits("phq9", MeasureContent(answers))


def test_what_does_not_fit_is_refused() -> None:
    fits = Scale("Sleep", 3, 0, 10)
    contents.check_fits("other", MeasureContent(scale=fits))
    for content, refusal in (
        (MeasureContent((None,) * 9), NothingAnswered),
        (MeasureContent((1,) * 9, difficulty=4), AnswersWrong),
        (MeasureContent((1,) * 9, scale=fits), AnswersWrong),
    ):
        with pytest.raises(refusal):
            contents.check_fits("phq9", content)
    for other, wrong in (
        (MeasureContent(), ScaleWrong),
        (MeasureContent((1,), scale=fits), ScaleWrong),
        (MeasureContent(scale=fits, difficulty=1), ScaleWrong),
        (MeasureContent(scale=Scale("Sleep", 11, 0, 10)), ScaleWrong),
        (MeasureContent(scale=Scale("Sleep", 0, 0, 0)), ScaleWrong),
        (MeasureContent(scale=Scale("Sleep", math.nan, 0, 10)), ScaleWrong),
        (MeasureContent(scale=Scale("Sleep", 1, 0, math.inf)), ScaleWrong),
        (MeasureContent(scale=Scale("  ", 3, 0, 10)), MeasureUnnamed),
    ):
        with pytest.raises(wrong):
            contents.check_fits("other", other)


def test_the_item_on_death_and_self_harm_is_the_ninth_of_the_phq9_alone() -> None:
    for answer in (None, 0, 1, 2, 3):
        answers = (3,) * 8 + (answer,)
        assert scoring.risk_answer_of(form_of("phq9"), answers) == (answer or 0)
        assert risk.opens_review(scoring.risk_answer_of(form_of("phq9"), answers)) == bool(answer)
    assert scoring.risk_answer_of(form_of("gad7"), (3,) * 7) == 0
    assert "better off dead" in form_of("phq9").items[8]


# By hand from SD and reliability: 1.96 * 6.1 * sqrt(2 * 0.11) = 5.608, 1.96 * 4.7 * sqrt(2 * 0.08) = 3.685.
@pytest.mark.parametrize(("name", "beyond", "points"), [("phq9", 5.608, 6), ("gad7", 3.685, 4)])
def test_the_reliable_change_follows_jacobson_and_truax(name: str, beyond: float, points: int) -> None:
    form = form_of(name)
    assert change.BEYOND * change.error_of_difference(form.change) == pytest.approx(beyond, abs=0.001)
    assert change.reliable_points(form.change) == points
    for first, last in itertools.product(range(form.highest + 1), repeat=2):
        found = change.change_between(form, first, last)
        assert found.is_reliable == (abs(last - first) >= points)
        assert found.points == last - first


def test_five_points_of_the_phq9_are_felt_and_the_gad7_has_no_checked_number() -> None:
    assert change.change_between(form_of("phq9"), 15, 10).is_meaningful is True
    assert change.change_between(form_of("phq9"), 15, 11).is_meaningful is False
    assert change.change_between(form_of("gad7"), 15, 1).is_meaningful is None
