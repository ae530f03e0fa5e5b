"""FrameworkSet: the only thing of one partner that a comparison of two may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rung.isolation import closed
from rung.isolation.errors import NotClientSafe
from rung.isolation.observation import Observation
from rung.isolation.vocabulary.clinical import VOCABULARIES, FindingKind, is_known
from rung.isolation.vocabulary.couples import ALL_OF_A_KIND, NAMED_AS_THEY_ARE, CouplePattern

type Term = tuple[FindingKind, str]


@dataclass(frozen=True, slots=True)
class FrameworkSet:
    """Which patterns one partner shows, in the order of the vocabulary: no text, no count, no weight, no date.

    Raises:
        NotClientSafe: something else than different patterns of the vocabulary, or in another order.
    """

    patterns: tuple[CouplePattern, ...] = ()

    def __post_init__(self) -> None:
        closed.check(self.patterns, CouplePattern, len(CouplePattern))
        if list(self.patterns) != [pattern for pattern in CouplePattern if pattern in self.patterns]:
            raise NotClientSafe  # an order of one's own would say more than the patterns


def framework_set(observations: Iterable[Observation]) -> FrameworkSet:
    """Return what of one partner's analysis may be compared; everything that is not in the vocabulary is dropped."""
    seen = {_pattern_of(found) for found in observations}
    return FrameworkSet(tuple(pattern for pattern in CouplePattern if pattern in seen))


@cache
def terms_of(pattern: CouplePattern) -> tuple[Term, ...]:
    """Return the clinical terms that stand for a pattern; none for language toward change, which is many."""
    return tuple(
        (kind, pattern.value)
        for kind in FindingKind
        if kind in NAMED_AS_THEY_ARE and pattern.value in VOCABULARIES[kind]
    )


def _pattern_of(found: Observation) -> CouplePattern | None:
    if not _is_usable(found):
        return None
    kind = FindingKind(found.kind)
    if kind in ALL_OF_A_KIND:
        return ALL_OF_A_KIND[kind]
    return CouplePattern(found.name) if kind in NAMED_AS_THEY_ARE and found.name in CouplePattern else None


def _is_usable(found: Observation) -> bool:
    is_text = isinstance(found.kind, str) and isinstance(found.name, str)
    return is_text and is_known(found.kind, found.name) and isinstance(found.evidence, int) and found.evidence > 0
