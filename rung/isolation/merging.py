"""merge: two partners' patterns become one result that is the same whichever partner comes first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from rung.isolation.catalogue import Exercise, exercises
from rung.isolation.couplebrief import (
    MAX_CLASHES,
    MAX_EXERCISES,
    MAX_FITS,
    MAX_FOCUS_AREAS,
    MAX_SHARED,
    MAX_THEMES,
    CoupleBrief,
    PartnerBrief,
)
from rung.isolation.frameworks import FrameworkSet, terms_of
from rung.isolation.translation import Plain, translations
from rung.isolation.vocabulary.couples import (
    CLASHES,
    DANGERS,
    FITS,
    UNNAMED,
    CouplePattern,
    Readiness,
)
from rung.isolation.vocabulary.exercises import ExerciseId
from rung.isolation.vocabulary.focus import FocusArea
from rung.isolation.vocabulary.themes import PlainTheme
from rung.isolation.vocabulary.topics import Topic

# What two people can do at one table; the other shelves are for one.
FOR_TWO = frozenset({Topic.TOGETHER, Topic.PEOPLE, Topic.FEELINGS, Topic.KINDNESS, Topic.PRACTICAL})
EXERCISES_PER_TOPIC = 3

type Pairs = tuple[tuple[CouplePattern, CouplePattern], ...]


def merge(one: FrameworkSet, other: FrameworkSet) -> CoupleBrief:
    """Return what two partners share, where they fit and where they clash, and what both may practice.

    Themes, focus areas and exercises follow from the patterns that are named,
    and from nothing else of either partner: they say nothing more.
    """
    both = (frozenset(one.patterns), frozenset(other.patterns))
    shared = tuple(p for p in CouplePattern if p in both[0] & both[1] and p not in UNNAMED)[:MAX_SHARED]
    fits = tuple(fit for fit, pairs in FITS.items() if _meet(both, pairs))[:MAX_FITS]
    clashes = tuple(clash for clash, pairs in CLASHES.items() if _meet(both, pairs))[:MAX_CLASHES]
    is_apart = bool(DANGERS & (both[0] | both[1]))
    named = [*shared, *_parts(FITS[fit] for fit in fits), *_parts(CLASHES[clash] for clash in clashes)]
    plain = _plain_of(named)
    themes, areas = _heaviest_themes(plain), _heaviest_areas(plain)
    return CoupleBrief(
        shared=shared,
        complementary=fits,
        conflicting=clashes,
        themes=themes,
        focus_areas=areas,
        exercises=() if is_apart else _exercises(themes, areas, plain, FOR_TWO),
        readiness=Readiness.APART_FIRST if is_apart else Readiness.TOGETHER,
    )


def partner_brief(own: FrameworkSet) -> PartnerBrief:
    """Return what one partner may practice; the other's patterns are not asked for, so nothing of them is in it."""
    plain = _plain_of(own.patterns)
    themes, areas = _heaviest_themes(plain), _heaviest_areas(plain)
    return PartnerBrief(themes, areas, _exercises(themes, areas, plain, FOR_TWO - {Topic.TOGETHER}))


def _meet(both: tuple[frozenset[CouplePattern], frozenset[CouplePattern]], pairs: Pairs) -> bool:
    """Answer whether one of the two shows one side of a pair, and the other the other."""
    one, other = both
    return any((a in one and b in other) or (b in one and a in other) for a, b in pairs)


def _parts(found: Iterable[Pairs]) -> list[CouplePattern]:
    """Return every pattern of some pairs, whichever of them was met."""
    return [pattern for pairs in found for pair in pairs for pattern in pair]


def _plain_of(patterns: Iterable[CouplePattern]) -> list[Plain]:
    """Return the plain sides of patterns, each once, in the order of the vocabulary."""
    named = frozenset(patterns)
    return [translations()[term] for pattern in CouplePattern if pattern in named for term in terms_of(pattern)]


def _heaviest_themes(plain: list[Plain]) -> tuple[PlainTheme, ...]:
    points: Counter[PlainTheme] = Counter()
    for side in plain:
        points.update(side.themes)
    return _heaviest(points, PlainTheme, MAX_THEMES)


def _heaviest_areas(plain: list[Plain]) -> tuple[FocusArea, ...]:
    points: Counter[FocusArea] = Counter()
    for side in plain:
        points.update(side.focus_areas)
    return _heaviest(points, FocusArea, MAX_FOCUS_AREAS)


def _heaviest[Member: StrEnum](points: Mapping[Member, int], kind: type[Member], most: int) -> tuple[Member, ...]:
    """Return the heaviest members; those that weigh the same in the order of the vocabulary."""
    return tuple(sorted((m for m in kind if m in points), key=lambda member: -points[member])[:most])


def _exercises(
    themes: tuple[PlainTheme, ...], areas: tuple[FocusArea, ...], plain: list[Plain], topics: frozenset[Topic]
) -> tuple[ExerciseId, ...]:
    """Return the approved exercises that serve most of this, a few of each topic."""
    barred = {exercise for side in plain for exercise in side.without_exercises}
    closed_topics = {topic for side in plain for topic in side.without_topics}
    served = {e.id: len({*themes} & {*e.themes}) + len({*areas} & {*e.focus_areas}) for e in exercises().values()}
    shelf = [e for e in exercises().values() if e.topic in topics - closed_topics and e.id not in barred]
    chosen: list[Exercise] = []
    for exercise in sorted(shelf, key=lambda e: -served[e.id]):
        if served[exercise.id] and sum(c.topic is exercise.topic for c in chosen) < EXERCISES_PER_TOPIC:
            chosen.append(exercise)
    return tuple(exercise.id for exercise in chosen[:MAX_EXERCISES])
