"""What a session holds; it was found by whoever may read it."""

from django.db import models

from rung.sessions.models import (
    ClientGuide,
    ClinicalBrief,
    RiskFlag,
    SessionTranscript,
    TherapySession,
    VoiceMemo,
)


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


def latest_brief_of(session: TherapySession) -> ClinicalBrief | None:
    """Return the newest brief of the session."""
    return ClinicalBrief.objects.filter(session=session).select_related("transcript").first()


def latest_guide_of(session: TherapySession) -> ClientGuide | None:
    """Return the newest guide of the session."""
    return ClientGuide.objects.filter(session=session).first()
