"""Clinical briefs: show one, show the latest of a session."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.sessions import policies, schemas, selectors
from rung.sessions.api.briefshapes import DroppedOut, FindingOut, QuestionOut, SummaryOut, UnassessedOut
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import ClinicalBrief


@dataclass(frozen=True, slots=True)
class OpenedBrief:
    """A brief with what it says."""

    row: ClinicalBrief
    content: schemas.BriefContent

    @property
    def redisclosure_notice(self) -> str:
        """What a copy must say."""
        return policies.redisclosure_notice(is_part2=self.row.is_part2)


class BriefOut(serializers.Serializer[OpenedBrief]):
    """What Rung found, for the clinician alone."""

    id = serializers.UUIDField(source="row.id")
    session_id = serializers.UUIDField(source="row.session_id")
    client_id = serializers.UUIDField(source="row.client_id")
    transcript_id = serializers.UUIDField(source="row.transcript_id")
    run_id = serializers.UUIDField(source="row.run_id")
    engine = serializers.CharField(source="row.transcript.engine", help_text="What recognized the speech, if any did.")
    sha256 = serializers.CharField(source="row.sha256", help_text="Of the content when it was kept.")
    redisclosure_notice = serializers.CharField(help_text="To go with every copy, where it is not empty.")
    created_at = serializers.DateTimeField(source="row.created_at")
    label = serializers.CharField(source="content.label")  # type: ignore[assignment]  # DRF takes declared fields off the class: its own attribute is untouched
    summary = SummaryOut(source="content.summary", many=True)
    findings = FindingOut(source="content.findings", many=True)
    questions = QuestionOut(source="content.questions", many=True)
    not_assessed = UnassessedOut(source="content.not_assessed", many=True)
    dropped = DroppedOut(source="content.dropped", many=True)


@documented("show_brief", out=(200, BriefOut), refuses=(404,))
class ShowBrief(Door[Clinician]):
    """Show one clinical brief."""

    def get(self, _request: Request, brief_id: UUID) -> Response:
        brief = selectors.brief_of(self.by, brief_id)
        return Response(_shown(brief, by=self.by, at=self.at))


@documented("show_latest_brief", out=(200, BriefOut), refuses=(404,))
class ShowLatestBrief(Door[Clinician]):
    """Show the newest clinical brief of a session."""

    def get(self, _request: Request, session_id: UUID) -> Response:
        brief = selectors.latest_brief_of(selectors.session_of(self.by, session_id))
        if brief is None:
            raise RecordNotFound
        return Response(_shown(brief, by=self.by, at=self.at))


def _shown(brief: ClinicalBrief, *, by: Clinician, at: datetime) -> dict[str, Any]:
    """Return a brief as answered; the read is audited."""
    with audit.access(by=by, at=at, subject=audit.Subject("brief", brief.id, brief.client_id)):
        return BriefOut(OpenedBrief(brief, selectors.content_of(brief))).data
