"""Reads of events about one client. Whoever asks was checked on the floors above, which know clinicians."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from rung.audit.models import AuditEvent


@dataclass(frozen=True, slots=True)
class Only:
    """Which events: one person's, and in a period that begins with `since` and ends before `until`."""

    actor_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


def events_of(client_id: UUID, only: Only | None = None) -> QuerySet[AuditEvent]:
    """Return what was done with one client's record, latest first."""
    found = AuditEvent.objects.filter(client_id=client_id).order_by("-at", "-id")
    if only is None:
        return found
    asked = {"actor_id": only.actor_id, "at__gte": only.since, "at__lt": only.until}
    return found.filter(Q(**{name: value for name, value in asked.items() if value is not None}))


def before(event_id: int, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent] | None:
    """Return the events that come after one of them in a list, None where it is none of them."""
    seen = events.filter(pk=event_id).first()
    if seen is None:
        return None
    return events.filter(Q(at__lt=seen.at) | Q(id__lt=seen.id), at__lte=seen.at)  # the bound is what the index uses


def actors_of(client_id: UUID) -> list[UUID]:
    """Return everybody who did something with one client's record."""
    found = AuditEvent.objects.filter(client_id=client_id, actor_id__isnull=False).order_by("actor_id")
    return [one for one in found.values_list("actor_id", flat=True).distinct() if one]
