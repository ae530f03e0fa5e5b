"""Scores, beside figures computed by hand."""

from rung.evaluation import scores
from rung.evaluation.splitting import half_of, halves


def test_f1_is_what_a_hand_computes() -> None:
    # a: 2 of 3 found, 1 too many; b: 1 of 2 found, 1 too many; c: never said by experts
    pairs = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("b", "a")]
    found = scores.agreement("all", pairs, ("a", "b", "c"))
    assert found.table == ((2, 1, 0), (1, 1, 0), (0, 0, 0))
    assert [(one.precision, one.recall, one.f1) for one in found.classes] == [
        (0.6667, 0.6667, 0.6667),
        (0.5, 0.5, 0.5),
        (None, None, 0.0),
    ]
    assert (found.compared, found.macro_f1) == (5, 0.5834)  # the mean over a and b


def test_of_nothing_no_rate_is_claimed() -> None:
    assert scores.agreement("all", [], ("a",)).macro_f1 is None
    assert scores.rate(1, 0) is None
    assert scores.area([(5, 4)], 4) is None
    assert scores.risk_point([], 4, 4).sensitivity is None


def test_sensitivity_and_specificity_by_hand() -> None:
    rated = [(6, 5), (4, 3), (5, 4), (0, 0), (2, 4), (3, 1), (1, 0)]
    point = scores.risk_point(rated, 4, 4)
    assert (point.positives, point.negatives) == (3, 4)
    assert (point.sensitivity, point.specificity) == (0.6667, 0.75)


def test_the_area_counts_equal_levels_half() -> None:
    # 5 beats 0 and 5 (half); 3 beats 0, loses to 5: (1 + .5 + 1 + 0) of 4
    assert scores.area([(4, 5), (6, 3), (0, 0), (1, 5)], 4) == 0.625


def test_counts_are_told_the_most_frequent_first() -> None:
    assert scores.counted(["b", "a", "b"]) == (scores.Count("b", 2), scores.Count("a", 1))


def test_the_halves_are_the_same_for_ever() -> None:
    told = [half_of(key).name for key in ("1", "2", "3", "4")]
    assert told == ["HELD_OUT", "HELD_OUT", "TUNING", "TUNING"]
    parts = dict(halves(range(1000), str))
    assert len(parts["tuning"]) + len(parts["held_out"]) == len(parts["all"]) == 1000
    assert 400 < len(parts["tuning"]) < 600
