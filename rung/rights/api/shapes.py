"""Requests and disclosures as they are sent and answered."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rest_framework import serializers

from rung.common.api.pages import PageOut, Paging
from rung.common.api.shapes import Choice, In
from rung.rights.enums import Asker, DenialReason, DisclosureKind, IdentityCheck, RecordKind, RequestStatus, RightsKind
from rung.rights.models import Disclosure, RightsRequest
from rung.rights.schemas import DisclosureDetail

MAX_WORDS_CHARS = 20_000


class Words(serializers.CharField):
    """Text to keep sealed; blank is refused later, in words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": MAX_WORDS_CHARS, "allow_blank": True, **options})


class RequestFilter(Paging):
    """Which requests to list."""

    is_open = serializers.BooleanField(default=True, help_text="Only those that still have to be answered.")


class NewRecordRef(In):
    """What is to be amended; for the session itself both ids are the session's."""

    session_id = serializers.UUIDField()
    kind = Choice(RecordKind.choices)
    id = serializers.UUIDField()


class NewRequest(In):
    """What somebody asked for."""

    kind = Choice(RightsKind.choices)
    received_on = serializers.DateField(help_text="The clock runs from this day.")
    asked_by = Choice(Asker.choices)
    identity_check = Choice(IdentityCheck.choices, help_text="How it was made sure who asks.")
    words = Words(help_text="What was asked.")
    record = NewRecordRef(required=False, help_text="With an amendment alone.")


class Said(In):
    """What was said, decided or given."""

    words = Words()


class Denial(Said):
    """Why it is refused; an amendment for one of four reasons."""

    reason = Choice(DenialReason.choices, required=False, help_text="With an amendment alone.")


class NewDisclosure(In):
    """What was given to somebody."""

    kind = Choice(DisclosureKind.choices)
    disclosed_on = serializers.DateField()
    recipient = Words(max_length=1_000)
    what = Words()
    why = Words()


class NewCopy(In):
    """What a copy is to hold: what you hold to be part of the designated record set."""

    contents = serializers.ListField(child=Choice(RecordKind.choices), max_length=len(RecordKind))
    request_id = serializers.UUIDField(required=False, help_text="The request that it answers.")


@dataclass(frozen=True, slots=True)
class DatedRequest:
    """A request and how many days remain."""

    row: RightsRequest
    days_left: int


class RequestRowOut(serializers.Serializer[DatedRequest]):
    """A request without its words."""

    id = serializers.UUIDField(source="row.id")
    client_id = serializers.UUIDField(source="row.client_id")
    kind = Choice(RightsKind.choices, source="row.kind")
    status = Choice(RequestStatus.choices, source="row.status")
    received_on = serializers.DateField(source="row.received_on")
    due_on = serializers.DateField(source="row.due_on", help_text="The last day to answer.")
    days_left = serializers.IntegerField(help_text="Negative when overdue; it says nothing once it was answered.")
    asked_by = Choice(Asker.choices, source="row.asked_by")
    identity_check = Choice(IdentityCheck.choices, source="row.identity_check")
    session_id = serializers.UUIDField(source="row.session_id", allow_null=True)
    record_kind = serializers.CharField(source="row.record_kind", help_text="Empty unless it is an amendment.")
    record_id = serializers.UUIDField(source="row.record_id", allow_null=True)
    created_at = serializers.DateTimeField(source="row.created_at")


class StepOut(serializers.Serializer[Any]):
    """One thing that was done about a request."""

    status = Choice(RequestStatus.choices)
    denial_reason = serializers.CharField(help_text="Empty unless an amendment was denied.")
    words = serializers.CharField()
    created_at = serializers.DateTimeField()


class RequestOut(RequestRowOut):
    """A request with its words and steps."""

    words = serializers.CharField(source="row.words")
    steps = StepOut(source="row.steps.all", many=True)


class RequestPage(PageOut):
    """Some requests, without their words."""

    items = RequestRowOut(many=True)


class RequestsOut(serializers.Serializer[Any]):
    """Decided amendments of a session."""

    items = RequestOut(many=True)


@dataclass(frozen=True, slots=True)
class OpenedDisclosure:
    """A disclosure with what was given."""

    row: Disclosure
    detail: DisclosureDetail


class DisclosureOut(serializers.Serializer[OpenedDisclosure]):
    """Something that was given to somebody."""

    id = serializers.UUIDField(source="row.id")
    kind = Choice(DisclosureKind.choices, source="row.kind")
    disclosed_on = serializers.DateField(source="row.disclosed_on")
    is_accounted_for = serializers.BooleanField(
        source="row.is_accounted_for", help_text="Whether 45 CFR 164.528 wants it in an accounting."
    )
    recipient = serializers.CharField(source="detail.recipient")
    what = serializers.CharField(source="detail.what")
    why = serializers.CharField(source="detail.why")
    request_id = serializers.UUIDField(source="row.request_id", allow_null=True)


@dataclass(frozen=True, slots=True)
class Accounting:
    """Six years of disclosures about one client."""

    client_id: UUID
    since: date
    until: date
    items: list[OpenedDisclosure]


class AccountingOut(serializers.Serializer[Accounting]):
    """Every disclosure of six years, latest first."""

    client_id = serializers.UUIDField()
    since = serializers.DateField()
    until = serializers.DateField()
    items = DisclosureOut(many=True)
