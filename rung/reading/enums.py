"""Where a reading stands, and who brought it."""

from django.db import models


class ReadingStatus(models.TextChoices):
    """A reading's course; what was put aside can be assigned again."""

    SUGGESTED = "suggested", "Suggested"
    ASSIGNED = "assigned", "Assigned"
    READING = "reading", "Being read"
    READ = "read", "Read"
    PUT_ASIDE = "put_aside", "Put aside"


class SuggestedBy(models.TextChoices):
    """Whose idea it was; the clinician writes it down in either case."""

    CLINICIAN = "clinician", "The clinician"
    CLIENT = "client", "The client"


UNREAD = frozenset({ReadingStatus.ASSIGNED, ReadingStatus.READING})

TRANSITIONS: dict[str, frozenset[str]] = {
    ReadingStatus.SUGGESTED: frozenset({ReadingStatus.ASSIGNED, ReadingStatus.PUT_ASIDE}),
    ReadingStatus.ASSIGNED: frozenset({ReadingStatus.READING, ReadingStatus.READ, ReadingStatus.PUT_ASIDE}),
    ReadingStatus.READING: frozenset({ReadingStatus.READ, ReadingStatus.PUT_ASIDE}),
    ReadingStatus.READ: frozenset(),
    ReadingStatus.PUT_ASIDE: frozenset({ReadingStatus.ASSIGNED}),
}
