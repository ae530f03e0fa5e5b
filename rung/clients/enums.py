"""What a client may agree to, for which way of meeting, and how they said so."""

from django.db import models


class Purpose(models.TextChoices):
    """What a consent is for; each is asked and given by itself."""

    RECORDING = "recording", "Recording"
    AI_PROCESSING = "ai_processing", "Processing by AI"
    RELEASE_TO_CLIENT = "release_to_client", "Sharing guides with the client"
    COUPLES_MERGE = "couples_merge", "Couples work"
    RESEARCH_LOOKUP = "research_lookup", "Looking up research"


class Modality(models.TextChoices):
    """How the two of them meet; a consent holds for one way of meeting."""

    IN_PERSON = "in_person", "In person"
    TELEHEALTH = "telehealth", "By video"
    PHONE = "phone", "By phone"


class Method(models.TextChoices):
    """How a consent was given."""

    TYPED = "typed", "Typed signature"
    VERBAL = "verbal", "Verbal, with a witness note"


class Standing(models.TextChoices):
    """Where a client stands with one purpose and one way of meeting at one moment; worked out, never stored."""

    IN_FORCE = "in_force", "In force"
    MISSING = "missing", "Not given"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"
    OUTDATED = "outdated", "An older text"
    UNWRITTEN = "unwritten", "Needs a signature"


class PlanStatus(models.TextChoices):
    """A safety plan's course; every save is a new plan, and the one before stays."""

    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed with the client"
    REPLACED = "replaced", "Replaced"


class Country(models.TextChoices):
    """Where the client is when they call: it chooses the crisis lines that are shown."""

    US = "US", "United States"
    CA = "CA", "Canada"
    GB = "GB", "United Kingdom"
    IE = "IE", "Ireland"
    AU = "AU", "Australia"
    NZ = "NZ", "New Zealand"
    DE = "DE", "Germany"
    FR = "FR", "France"


TRANSITIONS: dict[str, frozenset[str]] = {
    PlanStatus.DRAFT: frozenset({PlanStatus.AGREED, PlanStatus.REPLACED}),
    PlanStatus.AGREED: frozenset({PlanStatus.REPLACED}),
    PlanStatus.REPLACED: frozenset(),
}
