"""Everything that was derived from a client, of every app; a guard refuses a model that is not listed here."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Manager, Max

from rung.clients.models import Client, Consent, DirectoryEntry, EmergencyAccess, LegalHold, SafetyPlan
from rung.common import scope
from rung.couples.enums import MergeStatus
from rung.couples.models import CoupleLink, FrameworkMerge, FrameworkShare
from rung.pipelines.enums import ACTIVE, ArtefactState
from rung.pipelines.models import AgentCall, PartAnswer, PipelineRun, StageRun
from rung.progress.models import Measure
from rung.reading.models import ReadingItem
from rung.rights.models import Disclosure, RightsRequest, RightsStep
from rung.sessions.enums import GuideStatus
from rung.sessions.models import (
    ClientGuide,
    ClinicalBrief,
    DocumentVersion,
    RiskAct,
    RiskConcern,
    RiskFlag,
    RiskReminder,
    SessionNote,
    SessionTranscript,
    TherapySession,
    VoiceMemo,
)
from rung.sessions.models.psychotherapy import PsychotherapyNote


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of artefact: its rows, and how they lead to the client."""

    name: str
    rows: Manager[Any]
    path: str = "client_id"
    is_anothers: bool = False  # rows that their author alone, or a colleague, may see: counted by upkeep


KINDS = (
    Kind("consent", Consent.objects),
    Kind("legal hold", LegalHold.objects),
    Kind("safety plan", SafetyPlan.objects),
    Kind("reading", ReadingItem.objects),
    Kind("measure", Measure.objects),
    Kind("session", TherapySession.objects),
    Kind("recording", VoiceMemo.objects),
    Kind("transcript", SessionTranscript.objects),
    Kind("risk concern", RiskConcern.objects),
    Kind("risk flag", RiskFlag.objects),
    Kind("act on a risk", RiskAct.objects),
    Kind("risk reminder", RiskReminder.objects, is_anothers=True),
    Kind("clinical brief", ClinicalBrief.objects),
    Kind("client guide", ClientGuide.objects),
    Kind("session note", SessionNote.objects),
    Kind("version of a document", DocumentVersion.objects),
    Kind("psychotherapy note", PsychotherapyNote.objects, is_anothers=True),
    Kind("directory entry", DirectoryEntry.objects),
    Kind("emergency access", EmergencyAccess.objects, is_anothers=True),
    Kind("couple, as the first", CoupleLink.objects, "first_id"),
    Kind("couple, as the second", CoupleLink.objects, "second_id"),
    Kind("result for a couple, as the first", FrameworkMerge.objects, "link__first_id"),
    Kind("result for a couple, as the second", FrameworkMerge.objects, "link__second_id"),
    Kind("half of a result for a couple", FrameworkShare.objects),
    Kind("rights request", RightsRequest.objects),
    Kind("step of a rights request", RightsStep.objects),
    Kind("disclosure", Disclosure.objects),
    Kind("run", PipelineRun.objects),
    Kind("stage of a run", StageRun.objects, "run__client_id"),
    Kind("call to a language model", AgentCall.objects),
    Kind("answer of a language model", PartAnswer.objects, "run__client_id"),
)


@dataclass(frozen=True, slots=True)
class Artefact:
    """One row that an erasure reaches."""

    kind: str
    id: UUID
    made_at: datetime
    state: ArtefactState


def artefacts_of(client: Client) -> Iterator[Artefact]:
    """Yield every artefact of a client, themselves first, with the state it has after an erasure that begins now."""
    yield Artefact("client", client.id, client.created_at, ArtefactState.UNREADABLE)
    for kind in KINDS:
        with scope.acting(scope.UPKEEP) if kind.is_anothers else nullcontext():
            rows = list(kind.rows.filter(**{kind.path: client.id}).order_by("created_at", "pk"))
        yield from (Artefact(kind.name, row.pk, row.created_at, _state(row)) for row in rows)


def pages_of(client: Client) -> list[UUID]:
    """Return the ids of the client and of their sessions: what a notice may lead to."""
    return [client.id, *TherapySession.objects.filter(client=client).values_list("pk", flat=True)]


def last_service_of(client: Client, at: datetime) -> datetime | None:
    """Return when the client was last served before `at`: a session that began, or something that was kept then."""
    began = TherapySession.objects.filter(client=client, starts_at__lte=at).aggregate(last=Max("starts_at"))
    kept = [
        rows.filter(client=client).aggregate(last=Max("created_at"))
        for rows in (VoiceMemo.objects, SessionTranscript.objects, SessionNote.objects, PsychotherapyNote.objects)
    ]
    return max((found["last"] for found in (began, *kept) if found["last"] is not None), default=None)


def _state(row: Any) -> ArtefactState:
    match row:
        case VoiceMemo():
            return ArtefactState.FILE_REMOVED
        case ClientGuide(status=GuideStatus.RELEASED) | FrameworkMerge(status=MergeStatus.RELEASED):
            return ArtefactState.WITHDRAWN
        case PipelineRun(status=status) if status in ACTIVE:
            return ArtefactState.ENDED
        case CoupleLink(ended_at=None):
            return ArtefactState.ENDED
        case EmergencyAccess():
            return ArtefactState.TIMES_ONLY  # its reasons are emptied: they were sealed under the practice's key
    return ArtefactState.UNREADABLE if type(row).Phi.sealed else ArtefactState.TIMES_ONLY
