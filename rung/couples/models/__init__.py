"""Links, merges, and the shares of which a merge is made."""

from rung.couples.models.link import CoupleLink, CoupleLinkQuerySet
from rung.couples.models.merge import FrameworkMerge, FrameworkShare

__all__ = ["CoupleLink", "CoupleLinkQuerySet", "FrameworkMerge", "FrameworkShare"]
