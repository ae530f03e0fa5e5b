"""Concerns as they are acted on and answered."""

from dataclasses import dataclass

from rest_framework import serializers

from rung.common.api.pages import PageOut
from rung.common.api.shapes import Choice, In
from rung.sessions import schemas
from rung.sessions.enums import FlagStatus, Recipient, RiskActKind
from rung.sessions.models import RiskAct, RiskConcern

MAX_WORDS_CHARS = 10_000


@dataclass(frozen=True, slots=True)
class OpenedAct:
    """A line of the history with what was said."""

    row: RiskAct
    detail: schemas.ActDetail


class OptionalNote(In):
    """What there is to say."""

    words = serializers.CharField(max_length=MAX_WORDS_CHARS, required=False, allow_blank=True, default="")


class Note(In):
    """What was done and found."""

    words = serializers.CharField(max_length=MAX_WORDS_CHARS, allow_blank=True)


class Escalation(OptionalNote):
    """To whom it was handed on; `words` says who, where it is somebody else."""

    recipient = Choice(Recipient.choices)


class ConcernOut(serializers.Serializer[RiskConcern]):
    """All flags of one client in one category."""

    id = serializers.UUIDField()
    client_id = serializers.UUIDField()
    category = serializers.CharField()
    level = serializers.IntegerField(help_text="The highest since it was last resolved: C-SSRS severity, 0 to 6.")
    status = Choice(FlagStatus.choices)
    version = serializers.IntegerField(help_text="The ETag to send with an act is this number in quotes.")
    unseen = serializers.IntegerField(help_text="Flags that nobody has acknowledged.")
    created_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(help_text="This time; it opens again with new signs.")
    due_at = serializers.DateTimeField(allow_null=True, help_text="When the next act is due; null once resolved.")


class ConcernPage(PageOut):
    """Some concerns about a client."""

    items = ConcernOut(many=True)


class ActOut(serializers.Serializer[OpenedAct]):
    """One line of a concern's history; it is never changed."""

    id = serializers.UUIDField(source="row.id")
    number = serializers.IntegerField(source="row.number", help_text="The version of the concern that it made.")
    kind = Choice(RiskActKind.choices, source="row.kind")
    flag_id = serializers.UUIDField(source="row.flag_id", allow_null=True, help_text="Where it was about one alone.")
    by_id = serializers.UUIDField(source="row.by_id", allow_null=True, help_text="Null: the risk screen.")
    level = serializers.IntegerField(source="detail.level")
    recipient = serializers.CharField(source="detail.recipient", help_text="Of an escalation, else empty.")
    words = serializers.CharField(source="detail.words")
    created_at = serializers.DateTimeField(source="row.created_at")


class ActPage(PageOut):
    """Some lines of a history."""

    items = ActOut(many=True)
