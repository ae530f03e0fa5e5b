"""Reads of sessions and their records; every one starts from a clinician."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client, LegalHold, own, readable
from rung.common import jsonkit
from rung.sessions import schemas
from rung.sessions.enums import DocumentKind, FlagStatus, GuideStatus
from rung.sessions.errors import RecordNotFound, SessionNotFound
from rung.sessions.models import (
    ClientGuide,
    ClinicalBrief,
    DocumentVersion,
    RiskFlag,
    SessionNote,
    SessionTranscript,
    TherapySession,
    VoiceMemo,
)
from rung.sessions.models.session import TherapySessionQuerySet

KINDS = {ClinicalBrief: DocumentKind.BRIEF, ClientGuide: DocumentKind.GUIDE, SessionNote: DocumentKind.NOTE}

type Document = ClinicalBrief | ClientGuide | SessionNote


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a session is: whether there is a brief, its newest guide's status, its open flags."""

    has_brief: bool
    guide_status: str
    open_flags: int


def sessions_of(clinician: Clinician) -> TherapySessionQuerySet:
    """Return the clinician's sessions, latest first, with their clients."""
    return TherapySession.objects.for_clinician(clinician).select_related("client")


def sessions_with(clinician: Clinician, client: Client) -> TherapySessionQuerySet:
    """Return the sessions with one client that the clinician may read, latest first."""
    return TherapySession.objects.open_to(clinician).select_related("client").filter(client=client)


def session_of(clinician: Clinician, session_id: UUID) -> TherapySession:
    """Return one session that the clinician may read.

    Raises:
        SessionNotFound: there is none, or it is somebody else's; the two look the same.
    """
    found = TherapySession.objects.open_to(clinician).select_related("client").filter(pk=session_id).first()
    if found is None:
        raise SessionNotFound
    return found


def memos_of(session: TherapySession) -> models.QuerySet[VoiceMemo]:
    """Return the session's recordings, latest first."""
    return VoiceMemo.objects.filter(session=session)


def transcripts_of(session: TherapySession) -> models.QuerySet[SessionTranscript]:
    """Return the session's transcripts, latest first."""
    return SessionTranscript.objects.filter(session=session)


def briefs_of(session: TherapySession) -> models.QuerySet[ClinicalBrief]:
    """Return the session's briefs, latest first."""
    return ClinicalBrief.objects.filter(session=session)


def guides_of(session: TherapySession) -> models.QuerySet[ClientGuide]:
    """Return the session's guides in whatever state, latest first."""
    return ClientGuide.objects.filter(session=session)


def flags_of(session: TherapySession) -> models.QuerySet[RiskFlag]:
    """Return the session's risk flags, gravest first."""
    return RiskFlag.objects.filter(session=session)


def open_flags_of(clinician: Clinician) -> models.QuerySet[RiskFlag]:
    """Return what the clinician has not answered yet, gravest first."""
    return RiskFlag.objects.filter(own(clinician, "client__"), status=FlagStatus.OPEN).select_related(
        "session", "client"
    )


def unreviewed_sessions_of(clinician: Clinician) -> TherapySessionQuerySet:
    """Return the clinician's sessions whose newest guide nobody reviewed, however old, oldest draft first."""
    newest = ClientGuide.objects.filter(session=models.OuterRef("pk")).order_by("-created_at")
    drafts = sessions_of(clinician).annotate(
        guide_status_now=models.Subquery(newest.values("status")[:1]),
        drafted_at=models.Subquery(newest.values("created_at")[:1]),
    )
    return drafts.filter(guide_status_now=GuideStatus.DRAFT).order_by("drafted_at")


def readiness_of(sessions: Sequence[TherapySession]) -> dict[UUID, Readiness]:
    """Return how far each session is, by its id; the sessions were found by whoever may read them."""
    briefs = set(ClinicalBrief.objects.filter(session__in=sessions).values_list("session_id", flat=True))
    guides = ClientGuide.objects.filter(session__in=sessions).order_by("created_at").values_list("session_id", "status")
    statuses = dict(guides)
    open_flags = RiskFlag.objects.filter(session__in=sessions, status=FlagStatus.OPEN)
    flagged = Counter(open_flags.values_list("session_id", flat=True))
    return {s.id: Readiness(s.id in briefs, statuses.get(s.id, ""), flagged[s.id]) for s in sessions}


def latest_brief_of(session: TherapySession) -> ClinicalBrief | None:
    """Return the newest brief of the session."""
    return ClinicalBrief.objects.filter(session=session).select_related("transcript").first()


def latest_guide_of(session: TherapySession) -> ClientGuide | None:
    """Return the newest guide of the session."""
    return ClientGuide.objects.filter(session=session).first()


def notes_of(session: TherapySession) -> models.QuerySet[SessionNote]:
    """Return the session's notes with their authors, newest first; an amendment comes before what it amends."""
    return SessionNote.objects.filter(session=session).select_related("author", "amends__author")


def latest_note_of(session: TherapySession) -> SessionNote | None:
    """Return the newest note of the session."""
    return notes_of(session).first()


def note_of(clinician: Clinician, note_id: UUID) -> SessionNote:
    """Return one session note that the clinician may read.

    Raises:
        RecordNotFound: there is none, or it is somebody else's.
    """
    rows = SessionNote.objects.select_related("session", "client__practice", "author", "brief", "amends")
    return _one(rows, clinician, note_id)


def kind_of(document: Document) -> DocumentKind:
    """Return what a document is."""
    return KINDS[type(document)]


def versions_of(document: Document) -> models.QuerySet[DocumentVersion]:
    """Return the versions of a document with their authors, newest first."""
    rows = DocumentVersion.objects.filter(kind=kind_of(document), document_id=document.id)
    return rows.select_related("author")


def version_of(document: Document, number: int) -> DocumentVersion:
    """Return one version of a document.

    Raises:
        RecordNotFound: there is none.
    """
    found = versions_of(document).filter(number=number).first()
    if found is None:
        raise RecordNotFound
    return found


def brief_of(clinician: Clinician, brief_id: UUID) -> ClinicalBrief:
    """Return one brief that the clinician may read.

    Raises:
        RecordNotFound: there is none, or it is somebody else's.
    """
    return _one(ClinicalBrief.objects.select_related("session", "transcript", "client"), clinician, brief_id)


def guide_of(clinician: Clinician, guide_id: UUID) -> ClientGuide:
    """Return one guide that the clinician may read.

    Raises:
        RecordNotFound: there is none, or it is somebody else's.
    """
    return _one(ClientGuide.objects.select_related("session", "client"), clinician, guide_id)


def released_guides_of(clinician: Clinician, client: Client) -> models.QuerySet[ClientGuide]:
    """Return what a client of the clinician was sent and may still read."""
    return ClientGuide.objects.filter(
        own(clinician, "client__"), status=GuideStatus.RELEASED, client=client
    ).select_related("brief__transcript", "session")


def flag_of(clinician: Clinician, flag_id: UUID) -> RiskFlag:
    """Return one flag that the clinician may read.

    Raises:
        RecordNotFound: there is none, or it is somebody else's.
    """
    return _one(RiskFlag.objects.select_related("session", "client"), clinician, flag_id)


def memos_to_purge(before: datetime) -> models.QuerySet[VoiceMemo]:
    """Return recordings that were written down before a moment and are not on legal hold, of every practice.

    The one read that starts from no clinician: the purge acts for nobody, and opens nothing.
    """
    held = models.Exists(LegalHold.objects.filter(client=models.OuterRef("client"), lifted_at__isnull=True))
    return VoiceMemo.objects.filter(~held, purged_at__isnull=True, sessiontranscript__created_at__lte=before)


def lines_of(transcript: SessionTranscript) -> tuple[schemas.Line, ...]:
    """Return what was said; needs a declared access."""
    return jsonkit.load(schemas.Lines, transcript.utterances).lines


def content_of(brief: ClinicalBrief) -> schemas.BriefContent:
    """Return what a brief says; needs a declared access."""
    return jsonkit.load(schemas.BriefContent, brief.content)


def text_of(guide: ClientGuide) -> schemas.GuideContent:
    """Return the clinician's version of a guide; needs a declared access."""
    return jsonkit.load(schemas.GuideContent, guide.text)


def draft_of(guide: ClientGuide) -> schemas.GuideContent:
    """Return Beth's version of a guide; needs a declared access."""
    return jsonkit.load(schemas.GuideContent, guide.draft)


def note_text_of(note: SessionNote) -> schemas.NoteText:
    """Return the author's text of a note; needs a declared access."""
    return jsonkit.load(schemas.NoteText, note.text)


def note_draft_of(note: SessionNote) -> schemas.NoteDraft:
    """Return a note as it was drafted; needs a declared access."""
    return jsonkit.load(schemas.NoteDraft, note.draft)


def attestation_of(note: SessionNote) -> schemas.Attestation | None:
    """Return what was said in signing, None before; needs a declared access."""
    return jsonkit.load(schemas.Attestation, note.attestation) if note.signed_at else None


def detail_of(flag: RiskFlag) -> schemas.FlagDetail:
    """Return the words a flag rests on; needs a declared access."""
    return jsonkit.load(schemas.FlagDetail, flag.detail)


def _one[R: ClinicalBrief | ClientGuide | RiskFlag | SessionNote](
    rows: models.QuerySet[R], clinician: Clinician, record_id: UUID
) -> R:
    found = rows.filter(readable(clinician, "client__"), pk=record_id).first()
    if found is None:
        raise RecordNotFound
    return found
