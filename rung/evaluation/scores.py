"""Scores: agreement between what was expected and what came out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_DIGITS = 4

type Pair = tuple[str, str]  # what experts say, what we say
type Rated = tuple[int, int]  # severity as people rated it, level as we found it


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ClassScore:
    """How well one class is told from the others; None where there is nothing to divide by."""

    label: str
    support: int  # how often experts say so
    precision: float | None
    recall: float | None
    f1: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """A confusion table, and what follows from it.

    A row for every label of the experts', a column for every label of ours,
    both in the order of `labels`. Macro-F1 is the mean over the labels that
    experts gave at all.
    """

    part: str
    compared: int
    labels: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    classes: tuple[ClassScore, ...]
    macro_f1: float | None


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """How well texts at or above a severity are told from those below, where we say so from a level on."""

    severity: int
    level: int
    positives: int
    negatives: int
    sensitivity: float | None
    specificity: float | None


def agreement(part: str, pairs: Iterable[Pair], labels: Sequence[str]) -> Agreement:
    """Return how pairs of labels agree."""
    counts = Counter(pairs)
    table = tuple(tuple(counts[expected, found] for found in labels) for expected in labels)
    classes = tuple(_class(label, number, table) for number, label in enumerate(labels))
    scored = [one.f1 for one in classes if one.support]
    macro = round(sum(scored) / len(scored), _DIGITS) if scored else None
    return Agreement(part, counts.total(), tuple(labels), table, classes, macro)


def _class(label: str, number: int, table: tuple[tuple[int, ...], ...]) -> ClassScore:
    right = table[number][number]
    expected, found = sum(table[number]), sum(row[number] for row in table)
    f1 = 2 * right / (expected + found) if expected + found else 0.0
    return ClassScore(label, expected, rate(right, found), rate(right, expected), round(f1, _DIGITS))


def risk_point(rated: Sequence[Rated], severity: int, level: int) -> RiskPoint:
    """Return sensitivity and specificity for texts of a severity and above, told from a level on."""
    positive = [found for expected, found in rated if expected >= severity]
    negative = [found for expected, found in rated if expected < severity]
    return RiskPoint(
        severity,
        level,
        len(positive),
        len(negative),
        rate(sum(found >= level for found in positive), len(positive)),
        rate(sum(found < level for found in negative), len(negative)),
    )


def area(rated: Sequence[Rated], severity: int) -> float | None:
    """Return the area under the curve: how often a text of the severity gets a higher level than one below it.

    Equal levels count half (Hanley & McNeil, 1982).
    """
    positive = Counter(found for expected, found in rated if expected >= severity)
    negative = Counter(found for expected, found in rated if expected < severity)
    won = sum(
        times * others * (1.0 if level > other else 0.5 if level == other else 0.0)
        for level, times in positive.items()
        for other, others in negative.items()
    )
    pairs = positive.total() * negative.total()
    return round(won / pairs, _DIGITS) if pairs else None


def rate(part: float, whole: float) -> float | None:
    """Return a share, four decimals; None of nothing."""
    return round(part / whole, _DIGITS) if whole else None


def counted(names: Iterable[str]) -> tuple[Count, ...]:
    """Return how often each name occurs, the most frequent first."""
    counts = Counter(names)
    return tuple(Count(name, counts[name]) for name in sorted(counts, key=lambda name: (-counts[name], name)))
