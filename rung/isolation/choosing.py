"""client_safe_brief: from observations to the few plain terms a guide is written from."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, zip_longest

from rung.isolation.brief import ClientSafeBrief
from rung.isolation.catalogue import Exercise, exercises
from rung.isolation.observation import Observation
from rung.isolation.translation import Term, translations
from rung.isolation.vocabulary.clinical import FindingKind, is_known
from rung.isolation.vocabulary.exercises import ExerciseId
from rung.isolation.vocabulary.focus import FocusArea
from rung.isolation.vocabulary.pace import Pace
from rung.isolation.vocabulary.strengths import PlainStrength
from rung.isolation.vocabulary.themes import PlainTheme
from rung.isolation.vocabulary.topics import Topic

# A guide that asks for more than this is put aside unread.
THEMES = 5
FOCUS_AREAS = 3
STRENGTHS = 3
EXERCISES = 6  # Beth uses the first that fit; the others are in reserve
EXERCISES_PER_TOPIC = 2
MOST_EVIDENCE = 3  # three utterances say as much as thirty: a long session must not drown its side themes
GENTLE_BELOW = 0
ACTIVE_FROM = 8


@dataclass(slots=True)
class _Scales:
    """Points that the observations gave to each plain term."""

    themes: Counter[PlainTheme] = field(default_factory=Counter)
    focus_areas: Counter[FocusArea] = field(default_factory=Counter)
    strengths: Counter[PlainStrength] = field(default_factory=Counter)
    pace: int = 0
    barred: set[ExerciseId] = field(default_factory=set)

    def weigh(self, term: Term, evidence: int) -> None:
        """Add what one clinical term, seen so often, speaks for."""
        plain = translations()[term]
        for theme, weight in plain.themes.items():
            self.themes[theme] += weight * evidence
        for area, weight in plain.focus_areas.items():
            self.focus_areas[area] += weight * evidence
        for strength, weight in plain.strengths.items():
            self.strengths[strength] += weight * evidence
        self.pace += plain.pace * evidence
        self.barred.update(plain.without_exercises)
        self.barred.update(e.id for e in exercises().values() if e.topic in plain.without_topics)


def client_safe_brief(observations: Iterable[Observation]) -> ClientSafeBrief:
    """Return what may cross the wall.

    Unknown kinds, names and evidence are dropped. The order of the
    observations does not matter, and the same observations give the same
    brief in every process: ties are broken by a digest, never by `hash()`.
    """
    counted = _counted(observations)
    scales = _Scales()
    for term, evidence in counted.items():
        scales.weigh(term, evidence)
    seed = ";".join(f"{kind}:{name}:{evidence}" for (kind, name), evidence in counted.items())
    themes = _heaviest(scales.themes, THEMES, seed)
    areas = _heaviest(scales.focus_areas, FOCUS_AREAS, seed)
    return ClientSafeBrief(
        themes=themes,
        focus_areas=areas,
        exercises=_exercises(themes, areas, frozenset(scales.barred), seed),
        strengths=_heaviest(scales.strengths, STRENGTHS, seed),
        pace=_pace(scales.pace),
    )


def _counted(observations: Iterable[Observation]) -> Mapping[Term, int]:
    """Return each known term with its evidence, repetitions summed, in one fixed order."""
    found: Counter[Term] = Counter()
    for seen in observations:
        if _is_term(seen.kind, seen.name) and _is_evidence(seen.evidence):
            found[FindingKind(seen.kind), str(seen.name)] += min(seen.evidence, MOST_EVIDENCE)
    return {term: min(found[term], MOST_EVIDENCE) for term in sorted(found)}


def _is_term(kind: object, name: object) -> bool:
    return isinstance(kind, str) and isinstance(name, str) and is_known(kind, name)


def _is_evidence(value: object) -> bool:
    return isinstance(value, int) and value > 0


def _heaviest[Member: StrEnum](points: Mapping[Member, int], most: int, seed: str) -> tuple[Member, ...]:
    return tuple(sorted(points, key=lambda member: (-points[member], _lot(seed, member)))[:most])


def _exercises(
    themes: tuple[PlainTheme, ...], areas: tuple[FocusArea, ...], barred: frozenset[ExerciseId], seed: str
) -> tuple[ExerciseId, ...]:
    """Take one exercise for each need in turn, whichever serves most of the others as well."""
    points = _usefulness(themes, areas)
    ranked = sorted(points, key=lambda exercise: (-points[exercise], _lot(seed, exercise)))
    shelf = [exercises()[exercise_id] for exercise_id in ranked if exercise_id not in barred]
    chosen: list[Exercise] = []
    for need in _needs(themes, areas):
        fitting = (e for e in shelf if _serves(e, need) and e not in chosen and _has_room(chosen, e.topic))
        chosen.extend(list(fitting)[:1])
    return tuple(exercise.id for exercise in chosen[:EXERCISES])


def _needs(themes: tuple[PlainTheme, ...], areas: tuple[FocusArea, ...]) -> list[PlainTheme | FocusArea]:
    """Return themes and focus areas by turns, weightiest first."""
    turns: Iterable[PlainTheme | FocusArea | None] = chain.from_iterable(zip_longest(themes, areas))
    return [need for need in turns if need is not None]


def _usefulness(themes: tuple[PlainTheme, ...], areas: tuple[FocusArea, ...]) -> Mapping[ExerciseId, int]:
    """Return the exercises that serve any of these, with how many they serve."""
    needs = _needs(themes, areas)
    served = {e.id: sum(_serves(e, need) for need in needs) for e in exercises().values()}
    return {exercise_id: count for exercise_id, count in served.items() if count}


def _serves(exercise: Exercise, need: PlainTheme | FocusArea) -> bool:
    return need in exercise.themes or need in exercise.focus_areas


def _has_room(chosen: list[Exercise], topic: Topic) -> bool:
    return sum(exercise.topic is topic for exercise in chosen) < EXERCISES_PER_TOPIC


def _pace(push: int) -> Pace:
    if push < GENTLE_BELOW:
        return Pace.GENTLE
    return Pace.ACTIVE if push >= ACTIVE_FROM else Pace.STEADY


def _lot(seed: str, member: StrEnum) -> bytes:
    """Draw a lot that is the same in every process."""
    return hashlib.sha256(f"{seed}|{member.value}".encode()).digest()
