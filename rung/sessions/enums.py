"""States of sessions, guides and flags, and which state may follow which."""

from django.db import models


class SessionStatus(models.TextChoices):
    """A session's course."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    HELD = "held"
    CLOSED = "closed"


class GuideStatus(models.TextChoices):
    """A guide reaches the client only from `released`."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class FlagStatus(models.TextChoices):
    """A flag is never deleted; it is answered."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    RESOLVED = "resolved"


TRANSITIONS: dict[str, frozenset[str]] = {
    SessionStatus.SCHEDULED: frozenset({SessionStatus.IN_PROGRESS, SessionStatus.HELD, SessionStatus.CLOSED}),
    SessionStatus.IN_PROGRESS: frozenset({SessionStatus.HELD}),
    SessionStatus.HELD: frozenset({SessionStatus.CLOSED}),
    SessionStatus.CLOSED: frozenset(),
    GuideStatus.DRAFT: frozenset({GuideStatus.REVIEWED}),
    GuideStatus.REVIEWED: frozenset({GuideStatus.REVIEWED, GuideStatus.RELEASED}),
    GuideStatus.RELEASED: frozenset({GuideStatus.WITHDRAWN}),
    GuideStatus.WITHDRAWN: frozenset(),
    FlagStatus.OPEN: frozenset({FlagStatus.ACKNOWLEDGED, FlagStatus.ESCALATED}),
    FlagStatus.ACKNOWLEDGED: frozenset({FlagStatus.ESCALATED, FlagStatus.RESOLVED}),
    FlagStatus.ESCALATED: frozenset({FlagStatus.RESOLVED}),
    FlagStatus.RESOLVED: frozenset(),
}
