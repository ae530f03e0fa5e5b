"""What closed vocabulary can still say of a partner, in bits: an upper bound that a test holds to the figure stated."""

from math import comb, log2

from rung.isolation.couplebrief import MAX_CLASHES, MAX_FITS, MAX_SHARED
from rung.isolation.vocabulary.couples import CLASHES, FITS, UNNAMED, CouplePattern, Readiness


def bits_per_merge() -> float:
    """Return the bits that one result can carry at most.

    Themes, focus areas and exercises follow from the patterns that are named:
    they add none.
    """
    named = len(CouplePattern) - len(UNNAMED)
    sides = (_choices(named, MAX_SHARED), _choices(len(FITS), MAX_FITS), _choices(len(CLASHES), MAX_CLASHES))
    return sum(log2(choices) for choices in sides) + log2(len(Readiness))


def bits_per_released_merge() -> float:
    """Return the bits that can reach a partner by one result: one that says to meet apart first is never released."""
    return bits_per_merge() - log2(len(Readiness))


def bits_per_analysis() -> float:
    """Return the cap over any number of merges: all there is in one analysis's FrameworkSet."""
    return float(len(CouplePattern))


def _choices(of: int, most: int) -> int:
    return sum(comb(of, taken) for taken in range(most + 1))
