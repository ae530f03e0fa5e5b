"""Who did what with a client's record, for other software."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts import selectors as accounts
from rung.accounts.models import Clinician
from rung.audit import selectors as audited
from rung.audit import services as audit
from rung.audit.models import AuditEvent
from rung.audit.selectors import Only
from rung.clients import selectors
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.pages import MOST, USUAL
from rung.common.api.shapes import Choice, In, Moment

LARGEST_ID = 2**63 - 1


class EventFilter(In):
    """Which events, and which page of them."""

    cursor = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, required=False, help_text="`next_cursor` of the page before."
    )
    limit = serializers.IntegerField(min_value=1, max_value=MOST, default=USUAL)
    actor_id = serializers.UUIDField(required=False, help_text="Only what this person did.")
    since = Moment(required=False, help_text="From this moment on.")
    until = Moment(required=False, help_text="Before this moment.")


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """An event with the name of who did it."""

    row: AuditEvent
    actor: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events, and where the next begin."""

    items: list[NamedEvent]
    next_cursor: int | None


class EventOut(serializers.Serializer[NamedEvent]):
    """Something that was done with a record; ids and words of ours, nothing of the record."""

    id = serializers.IntegerField(source="row.id")
    at = serializers.DateTimeField(source="row.at")
    act = Choice(audit.Act.choices, source="row.act")
    outcome = Choice(audit.Outcome.choices, source="row.outcome")
    subject_kind = serializers.CharField(source="row.subject_kind", help_text="What it was done with.")
    subject_id = serializers.UUIDField(source="row.subject_id", allow_null=True)
    actor_id = serializers.UUIDField(source="row.actor_id", allow_null=True)
    actor = serializers.CharField(help_text="Their name; empty for the system and for people of other practices.")
    request_id = serializers.CharField(source="row.request_id", help_text="The X-Request-Id it happened in.")


class EventPageOut(serializers.Serializer[EventPage]):
    """Some of what was done with a client's record."""

    items = EventOut(many=True)
    next_cursor = serializers.IntegerField(allow_null=True, help_text="Send it as `cursor`; null on the last page.")


@documented("list_client_events", query=EventFilter, out=(200, EventPageOut), refuses=(404,))
class ListClientEvents(Door[Clinician]):
    """List who did what with a client's record, latest first.

    Asking is itself noted in the audit trail.
    """

    def get(self, _request: Request, client_id: UUID) -> Response:
        asked = self.asked(EventFilter)
        client = selectors.client_of(self.by, client_id)
        only = Only(asked.get("actor_id"), asked.get("since"), asked.get("until"))
        subject = audit.Subject("audit_trail", client.id, client.id)
        with audit.access(by=self.by, at=self.at, subject=subject):
            page = _page(self.by, selectors.events_about(self.by, client, only), asked)
        return Response(EventPageOut(page).data)


def _page(by: Clinician, events: QuerySet[AuditEvent], asked: dict[str, Any]) -> EventPage:
    limit = asked["limit"]
    rest = audited.before(asked["cursor"], events) if "cursor" in asked else events
    if rest is None:
        raise ValidationError({"cursor": ["This is no cursor of this list."]}, code="unknown_cursor")
    found = list(rest[: limit + 1])
    names = accounts.names_of(by, (event.actor_id for event in found))
    items = [NamedEvent(event, names.get(event.actor_id, "") if event.actor_id else "") for event in found[:limit]]
    return EventPage(items, items[-1].row.id if len(found) > limit else None)
