"""Open, use, confirm and end sessions."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction

from rung.accounts import policies
from rung.accounts.errors import PersonNotFound
from rung.accounts.models import Clinician, OpenSession
from rung.audit import services as audit

USE_NOTED_EVERY = timedelta(seconds=1)  # a session ends at most this much early; a page of many requests writes once


def note_sign_in(*, who: Clinician, at: datetime) -> None:
    """Record that somebody signed in."""
    audit.record(audit.Act.SIGN_IN, by=who, at=at, subject=audit.Subject("clinician", who.id))


@transaction.atomic
def open_session(
    *, who: Clinician, session_key: str, has_second_factor: bool, address: str, browser: str, at: datetime
) -> OpenSession:
    """Start the clocks of a session that somebody signed in to; what is left of long-ended ones goes."""
    OpenSession.objects.filter(clinician=who, created_at__lte=at - policies.ABSOLUTE).delete()
    session = OpenSession(
        clinician=who,
        session_key=session_key,
        has_second_factor=has_second_factor,
        address=address,
        browser=browser,
        last_used_at=at,
        confirmed_at=at,
        created_at=at,
    )
    session.save(force_insert=True)
    note_sign_in(who=who, at=at)
    return session


def touch_session(session: OpenSession, *, at: datetime) -> None:
    """Put the end of an idle session off; not audited, for it says nothing that requests do not."""
    if at - session.last_used_at >= USE_NOTED_EVERY:
        session.last_used_at = at
        OpenSession.objects.filter(pk=session.pk).update(last_used_at=at)  # it may have been ended meanwhile


def move_session(session: OpenSession | None, *, session_key: str) -> None:
    """Follow a session to its new id, which a changed password gives it; its clocks go on."""
    if session is not None:
        session.session_key = session_key
        session.save(update_fields=["session_key"])


@transaction.atomic
def confirm_session(session: OpenSession, *, has_second_factor: bool, at: datetime) -> OpenSession:
    """Keep that the person has just proved to be there."""
    session.confirmed_at = at
    session.has_second_factor = session.has_second_factor or has_second_factor
    session.save(update_fields=["confirmed_at", "has_second_factor"])
    audit.record(
        audit.Act.SIGN_IN, by=session.clinician, at=at, subject=audit.Subject("confirmation", session.clinician_id)
    )
    return session


@transaction.atomic
def end_session(*, session_id: UUID, by: Clinician, at: datetime) -> None:
    """End one session of the person's own.

    Raises:
        PersonNotFound: it is somebody else's, or has ended already.
    """
    ended, _ = OpenSession.objects.filter(pk=session_id, clinician=by).delete()
    if not ended:
        raise PersonNotFound
    audit.record(audit.Act.WITHDRAW, by=by, at=at, subject=audit.Subject("open_session", session_id))


@transaction.atomic
def end_other_sessions(person: Clinician, *, keep: OpenSession | None, at: datetime) -> int:
    """End every session of a person's own but one; return how many ended."""
    theirs = OpenSession.objects.filter(clinician=person)
    return _end(theirs.exclude(pk=keep.pk) if keep else theirs, by=person, at=at)


@transaction.atomic
def end_sessions_of(person: Clinician, *, by: Clinician | None, at: datetime) -> int:
    """End every session of a person; return how many ended."""
    return _end(OpenSession.objects.filter(clinician=person), by=by, at=at)


def _end(sessions: models.QuerySet[OpenSession], *, by: Clinician | None, at: datetime) -> int:
    ids = list(sessions.values_list("pk", flat=True))
    OpenSession.objects.filter(pk__in=ids).delete()
    for ended in ids:
        audit.record(audit.Act.WITHDRAW, by=by, at=at, subject=audit.Subject("open_session", ended))
    return len(ids)
