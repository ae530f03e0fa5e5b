"""States of a link and of a merge, and which state may follow which."""

from django.db import models


class LinkStatus(models.TextChoices):
    """A link's course; ended stays ended, and the same two may be linked anew."""

    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    ENDED = "ended", "Ended"


class MergeStatus(models.TextChoices):
    """A merge's course; only a released one may be shown to the couple."""

    KEPT = "kept", "For you to review"
    RELEASED = "shared_with_both", "Released to both"
    WITHDRAWN = "taken_back", "Withdrawn"


TRANSITIONS: dict[str, frozenset[str]] = {
    LinkStatus.ACTIVE: frozenset({LinkStatus.PAUSED, LinkStatus.ENDED}),
    LinkStatus.PAUSED: frozenset({LinkStatus.ACTIVE, LinkStatus.ENDED}),
    LinkStatus.ENDED: frozenset(),
    MergeStatus.KEPT: frozenset({MergeStatus.RELEASED, MergeStatus.WITHDRAWN}),
    MergeStatus.RELEASED: frozenset({MergeStatus.WITHDRAWN}),
    MergeStatus.WITHDRAWN: frozenset(),
}
