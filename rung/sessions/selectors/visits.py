"""Reads of sessions; every one starts from a clinician."""

from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.sessions.enums import GuideStatus
from rung.sessions.errors import SessionNotFound
from rung.sessions.models import (
    ClientGuide,
    TherapySession,
)
from rung.sessions.models.session import TherapySessionQuerySet


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


def unreviewed_sessions_of(clinician: Clinician) -> TherapySessionQuerySet:
    """Return the clinician's sessions whose newest guide nobody reviewed, however old, oldest draft first."""
    newest = ClientGuide.objects.filter(session=models.OuterRef("pk")).order_by("-created_at")
    drafts = sessions_of(clinician).annotate(
        guide_status_now=models.Subquery(newest.values("status")[:1]),
        drafted_at=models.Subquery(newest.values("created_at")[:1]),
    )
    return drafts.filter(guide_status_now=GuideStatus.DRAFT).order_by("drafted_at")
