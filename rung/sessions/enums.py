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


class NoteStatus(models.TextChoices):
    """A note is locked from `signed` on; an amendment is a note of its own."""

    DRAFT = "drafted"
    SIGNED = "signed"
    AMENDED = "amended"


class NoteFormat(models.TextChoices):
    """How a note is laid out."""

    SOAP = "soap", "SOAP"
    DAP = "dap", "DAP"
    BIRP = "birp", "BIRP"
    GIRP = "girp", "GIRP"
    FREE = "free", "Free text"


class DocumentKind(models.TextChoices):
    """What has versions."""

    BRIEF = "brief"
    NOTE = "note"
    GUIDE = "guide"


class FlagStatus(models.TextChoices):
    """A flag is never deleted; it is answered. Its concern goes the same way, and opens again with new flags."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    RESOLVED = "resolved"


class RiskActKind(models.TextChoices):
    """What was done about a concern; each is one line of its history."""

    OPENED = "opened", "Found"
    JOINED = "joined", "More was found"
    REOPENED = "reopened", "Opened again"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    ESCALATED = "escalated", "Escalated"
    REASSESSED = "reassessed", "Reassessed"
    RESOLVED = "resolved", "Resolved"


class Recipient(models.TextChoices):
    """To whom a concern was handed on."""

    SUPERVISOR = "supervisor", "A supervisor"
    CRISIS_LINE = "crisis_line", "A crisis line"
    EMERGENCY_SERVICES = "emergency_services", "Emergency services"
    OTHER = "other", "Somebody else"


class ReminderStep(models.TextChoices):
    """Who is reminded: whoever treats the client first, then who supervises them."""

    CLINICIAN = "clinician"
    SUPERVISOR = "supervisor"


TRANSITIONS: dict[str, frozenset[str]] = {
    SessionStatus.SCHEDULED: frozenset({SessionStatus.IN_PROGRESS, SessionStatus.HELD, SessionStatus.CLOSED}),
    SessionStatus.IN_PROGRESS: frozenset({SessionStatus.HELD}),
    SessionStatus.HELD: frozenset({SessionStatus.CLOSED}),
    SessionStatus.CLOSED: frozenset(),
    GuideStatus.DRAFT: frozenset({GuideStatus.REVIEWED}),
    GuideStatus.REVIEWED: frozenset({GuideStatus.REVIEWED, GuideStatus.RELEASED}),
    GuideStatus.RELEASED: frozenset({GuideStatus.WITHDRAWN}),
    GuideStatus.WITHDRAWN: frozenset(),
    NoteStatus.DRAFT: frozenset({NoteStatus.DRAFT, NoteStatus.SIGNED}),
    NoteStatus.SIGNED: frozenset({NoteStatus.AMENDED}),
    NoteStatus.AMENDED: frozenset(),
    FlagStatus.OPEN: frozenset({FlagStatus.ACKNOWLEDGED, FlagStatus.ESCALATED}),
    FlagStatus.ACKNOWLEDGED: frozenset({FlagStatus.ESCALATED, FlagStatus.RESOLVED}),
    FlagStatus.ESCALATED: frozenset({FlagStatus.ESCALATED, FlagStatus.RESOLVED}),  # on to somebody else
    FlagStatus.RESOLVED: frozenset(),
}
