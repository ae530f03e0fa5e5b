"""Risk: the screen's level beside the severity that people gave, honestly split."""

from collections.abc import Sequence
from dataclasses import dataclass

from rung.evaluation.cases import Post
from rung.evaluation.scores import Rated, RiskPoint, area, rate, risk_point
from rung.evaluation.splitting import halves
from rung.screening import HIGH_RISK_LEVEL, screen_text

_LEVELS = range(1, 7)


@dataclass(frozen=True, slots=True)
class Risk:
    """How one part of the posts was screened."""

    part: str
    posts: int
    by_level: tuple[RiskPoint, ...]  # severity at or above a level, told from the same level on
    curve: tuple[RiskPoint, ...]  # high risk (4 and above), told from every level on
    area: float | None  # under that curve
    mean_absolute_error: float | None


def risk(posts: Sequence[Post]) -> tuple[Risk, ...]:
    """Return the screen's figures over all posts and over each half."""
    rated = [(post.text, (post.severity, screen_text(post.text).level)) for post in posts]
    split = halves(rated, lambda one: one[0])
    return tuple(_part(part, [pair for _, pair in cases]) for part, cases in split) if posts else ()


def _part(part: str, rated: list[Rated]) -> Risk:
    return Risk(
        part,
        len(rated),
        tuple(risk_point(rated, level, level) for level in _LEVELS),
        tuple(risk_point(rated, HIGH_RISK_LEVEL, level) for level in _LEVELS),
        area(rated, HIGH_RISK_LEVEL),
        rate(sum(abs(expected - found) for expected, found in rated), len(rated)),
    )
