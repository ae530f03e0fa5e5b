"""Two partners' patterns: nothing but vocabulary comes out, whichever comes first, in whatever process."""

import json
import subprocess
import sys
from enum import StrEnum
from typing import get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.common import jsonkit
from rung.isolation import (
    Clash,
    CoupleBrief,
    CouplePattern,
    ExerciseId,
    Fit,
    FocusArea,
    FrameworkSet,
    NotClientSafe,
    Observation,
    PartnerBrief,
    PlainTheme,
    Readiness,
    Topic,
    exercises,
    framework_set,
    merge,
    partner_brief,
    residual,
)
from rung.isolation.vocabulary.clinical import VOCABULARIES

VOCABULARY = {m.value for e in (CouplePattern, Fit, Clash, PlainTheme, FocusArea, ExerciseId, Readiness) for m in e}
KNOWN = st.sampled_from([(kind.value, term.value) for kind, names in VOCABULARIES.items() for term in names])
RECORDS = st.lists(
    st.builds(
        lambda term, evidence: Observation(term[0], term[1], evidence),
        st.one_of(KNOWN, st.tuples(st.text(), st.text()), st.tuples(KNOWN.map(lambda t: t[0]), st.text())),
        st.integers(-2, 40),
    ),
    max_size=40,
)
SETS = st.sets(st.sampled_from(CouplePattern)).map(lambda s: FrameworkSet(tuple(p for p in CouplePattern if p in s)))


def words_in(brief: CoupleBrief | PartnerBrief) -> set[str]:
    kept = json.loads(jsonkit.dump(brief))
    return {word for value in kept.values() for word in ([value] if isinstance(value, str) else value)}


def check(one: list[Observation], other: list[Observation]) -> None:
    """Hold a pair of records to every promise."""
    a, b = framework_set(one), framework_set(other)
    made = merge(a, b)
    assert made == merge(b, a) == merge(framework_set(reversed(one)), framework_set(other))
    assert words_in(made) <= VOCABULARY
    assert words_in(partner_brief(a)) <= VOCABULARY
    said = {text for seen in (*one, *other) for text in (seen.kind, seen.name)} - VOCABULARY
    assert not said & words_in(made)
    assert jsonkit.load(CoupleBrief, jsonkit.dump(made)) == made


@given(RECORDS, RECORDS)
@settings(max_examples=300)
def test_nothing_but_vocabulary_comes_out_of_two_records(one: list[Observation], other: list[Observation]) -> None:
    check(one, other)


@pytest.mark.soak
@given(RECORDS, RECORDS)
@settings(max_examples=10_000, deadline=None)
def test_nothing_but_vocabulary_comes_out_of_10000_pairs(one: list[Observation], other: list[Observation]) -> None:
    check(one, other)


@given(SETS, SETS)
@settings(max_examples=200)
def test_nothing_is_named_that_only_one_of_the_two_shows(one: FrameworkSet, other: FrameworkSet) -> None:
    assert {*merge(one, other).shared} <= {*one.patterns} & {*other.patterns}


def test_the_types_have_no_room_for_text() -> None:
    for made in (FrameworkSet, CoupleBrief, PartnerBrief):
        for hint in get_type_hints(made).values():
            kinds = {kind for kind in get_args(hint) if kind is not Ellipsis} or {hint}
            assert all(issubclass(kind, StrEnum) for kind in kinds)
    with pytest.raises(NotClientSafe):
        FrameworkSet(("she drinks",))  # type: ignore[arg-type]  # the wrong type is the point
    with pytest.raises(NotClientSafe):
        FrameworkSet((CouplePattern.ANXIOUS, CouplePattern.SECURE))  # an order of one's own


def test_the_ways_of_two_partners_meet_whichever_comes_first() -> None:
    anxious = FrameworkSet((CouplePattern.ANXIOUS, CouplePattern.CRITICISM, CouplePattern.FINANCES))
    avoidant = FrameworkSet((CouplePattern.AVOIDANT, CouplePattern.STONEWALLING, CouplePattern.FINANCES))
    made = merge(avoidant, anxious)
    assert made.shared == (CouplePattern.FINANCES,)
    assert made.complementary == (Fit.ANXIOUS_AND_AVOIDANT, Fit.PURSUER_AND_DISTANCER)
    assert made.exercises
    assert made == merge(anxious, avoidant)


def test_where_one_has_power_over_the_other_nothing_is_given_to_do_together() -> None:
    danger = FrameworkSet((CouplePattern.POWER_IMBALANCE, CouplePattern.FINANCES))
    made = merge(danger, FrameworkSet((CouplePattern.FINANCES,)))
    assert (made.readiness, made.exercises) == (Readiness.APART_FIRST, ())
    assert CouplePattern.POWER_IMBALANCE not in merge(danger, danger).shared


@pytest.mark.parametrize(
    "name", ["infidelity", "alcohol_use", "trauma", "sexuality", "separation", "pregnancy_and_birth"]
)
def test_what_one_partner_may_not_have_told_is_not_compared(name: str) -> None:
    assert framework_set([Observation("theme", name, 3)]) == FrameworkSet()


def test_a_partners_own_page_has_nothing_for_two() -> None:
    own = partner_brief(FrameworkSet(tuple(CouplePattern)))
    assert own.exercises
    assert Topic.TOGETHER not in {exercises()[found].topic for found in own.exercises}


def test_every_process_gives_the_same() -> None:
    code = (
        "from rung.common import jsonkit; from rung.isolation import *;"
        "p = tuple(CouplePattern); print(jsonkit.dump(merge(FrameworkSet(p[:30]), FrameworkSet(p[1:]))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_the_residual_channel_is_what_is_stated() -> None:
    assert round(residual.bits_per_merge(), 1) == 33.1
    assert round(residual.bits_per_released_merge(), 1) == 32.1
    assert residual.bits_per_analysis() == 40
