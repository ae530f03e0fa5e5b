"""Risk flags: list, acknowledge."""

from dataclasses import dataclass
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.pages import Page, PageOut, Paging, page_of
from rung.common.api.shapes import Choice
from rung.sessions import schemas, selectors, services
from rung.sessions.enums import FlagStatus
from rung.sessions.models import RiskFlag

GRAVEST_FIRST = ("-level", "position", "-created_at", "id")


@dataclass(frozen=True, slots=True)
class OpenedFlag:
    """A flag with its words."""

    row: RiskFlag
    detail: schemas.FlagDetail


class FlagOut(serializers.Serializer[OpenedFlag]):
    """A sign of danger and the words it rests on."""

    id = serializers.UUIDField(source="row.id")
    session_id = serializers.UUIDField(source="row.session_id")
    concern_id = serializers.UUIDField(source="row.concern_id")
    transcript_id = serializers.UUIDField(
        source="row.transcript_id", allow_null=True, help_text="Null: a measure opened it, not words."
    )
    run_id = serializers.UUIDField(source="row.run_id", allow_null=True)
    category = serializers.CharField(source="row.category")
    level = serializers.IntegerField(source="row.level", help_text="C-SSRS severity, 0 to 6.")
    status = Choice(FlagStatus.choices, source="row.status")
    reason = serializers.CharField(source="detail.reason")
    utterance = serializers.IntegerField(source="detail.utterance", help_text="Its number in the transcript.")
    speaker = serializers.CharField(source="detail.speaker")
    quote = serializers.CharField(source="detail.quote")
    start = serializers.IntegerField(source="detail.start", help_text="First character of the quote in the utterance.")
    end = serializers.IntegerField(source="detail.end", help_text="The character after its last.")
    created_at = serializers.DateTimeField(source="row.created_at")
    acknowledged_at = serializers.DateTimeField(source="row.acknowledged_at", allow_null=True)


class FlagPage(PageOut):
    """Some flags of a session."""

    items = FlagOut(many=True)


@documented("list_flags", query=Paging, out=(200, FlagPage), refuses=(404,))
class ListFlags(Door[Clinician]):
    """List the risk flags of a session, gravest first."""

    def get(self, _request: Request, session_id: UUID) -> Response:
        session = selectors.session_of(self.by, session_id)
        page = page_of(selectors.flags_of(session), self.asked(Paging), order=GRAVEST_FIRST)
        subject = audit.Subject("session.flags", session.id, session.client_id)
        with audit.access(by=self.by, at=self.at, subject=subject):
            opened = Page([_opened(flag) for flag in page.items], page.next_cursor)
            return Response(FlagPage(opened).data)


@documented("acknowledge_flag", out=(200, FlagOut), refuses=(404,))
class AcknowledgeFlag(Door[Clinician]):
    """Say that you have seen a flag; saying it twice changes nothing."""

    def post(self, _request: Request, flag_id: UUID) -> Response:
        flag = services.acknowledge_flag(flag_id=flag_id, by=self.by, at=self.at)
        with audit.access(by=self.by, at=self.at, subject=audit.Subject("risk_flag", flag.id, flag.client_id)):
            return Response(FlagOut(_opened(flag)).data)


def _opened(flag: RiskFlag) -> OpenedFlag:
    return OpenedFlag(flag, selectors.detail_of(flag))
