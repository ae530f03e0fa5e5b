"""What has waited long enough to be told of, of every practice: one question a kind, answered by ids alone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from rung.accounts.enums import NoticeKind
from rung.accounts.models import Notice
from rung.clients.models import Consent
from rung.sessions.enums import GuideStatus, NoteStatus
from rung.sessions.models import ClientGuide, SessionNote

MOST = 500  # at once; the next call finds the rest

type Found = list[tuple[UUID, UUID, UUID]]  # whom to tell, what it is, and the session or client to open


def unsigned_notes(at: datetime) -> Found:
    """Return drafts of notes that their author has had for NOTE_UNSIGNED_HOURS."""
    old = at - timedelta(hours=settings.NOTE_UNSIGNED_HOURS)
    rows = SessionNote.objects.filter(status=NoteStatus.DRAFT, created_at__lte=old, client__erased_at=None)
    return _untold(rows, NoticeKind.NOTE_UNSIGNED, F("author_id"), F("session_id"))


def waiting_drafts(at: datetime) -> Found:
    """Return guides, each the newest of its session, that nobody has released for DRAFT_WAITS_HOURS."""
    old = at - timedelta(hours=settings.DRAFT_WAITS_HOURS)
    later = ClientGuide.objects.filter(session=OuterRef("session"), created_at__gt=OuterRef("created_at"))
    open_ones = Q(status__in=(GuideStatus.DRAFT, GuideStatus.REVIEWED), created_at__lte=old, client__erased_at=None)
    rows = ClientGuide.objects.filter(open_ones, ~Exists(later))
    return _untold(rows, NoticeKind.DRAFT_WAITS, F("client__clinician_id"), F("session_id"))


def lapsing_consents(at: datetime) -> Found:
    """Return consents that end within CONSENT_LAPSES_DAYS and that none of longer life follows."""
    soon = at + timedelta(days=settings.CONSENT_LAPSES_DAYS)
    same = {name: OuterRef(name) for name in ("client", "purpose", "modality")}
    longer = Q(expires_at=None) | Q(expires_at__gt=OuterRef("expires_at"))
    renewed = Consent.objects.filter(longer, withdrawn_at=None, **same)
    ending = Consent.objects.filter(expires_at__gt=at, expires_at__lte=soon, withdrawn_at=None)
    rows = ending.filter(~Exists(renewed), client__erased_at=None)
    return _untold(rows, NoticeKind.CONSENT_LAPSES, F("client__clinician_id"), F("client_id"))


FINDING: dict[NoticeKind, Callable[[datetime], Found]] = {
    NoticeKind.NOTE_UNSIGNED: unsigned_notes,
    NoticeKind.DRAFT_WAITS: waiting_drafts,
    NoticeKind.CONSENT_LAPSES: lapsing_consents,
}


def _untold(rows: QuerySet[Any], kind: NoticeKind, whom: F, about: F) -> Found:
    """Return the oldest rows of which nobody was told; upkeep sees them all, and opens nothing."""
    told = Notice.objects.filter(kind=kind, occasion_id=OuterRef("pk"))
    waiting = rows.filter(~Exists(told)).annotate(whom=whom, about=about).order_by("created_at", "pk")
    return list(waiting.values_list("whom", "pk", "about")[:MOST])
