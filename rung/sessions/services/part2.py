"""Tag substance use records (42 CFR Part 2): the tag goes to everything made from them, and stays."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.clients.models import Client
from rung.sessions import selectors
from rung.sessions.models import (
    ClientGuide,
    ClinicalBrief,
    RiskFlag,
    SessionNote,
    SessionTranscript,
    TherapySession,
    VoiceMemo,
)


def records() -> tuple[QuerySet[Any], ...]:
    """Return every kind of record that carries the tag."""
    kept = (VoiceMemo.objects, SessionTranscript.objects, RiskFlag.objects)
    made = (ClinicalBrief.objects, SessionNote.objects, ClientGuide.objects)
    return tuple(kind.all() for kind in (*kept, *made))


@transaction.atomic
def tag_client_part2(*, client: Client, by: Clinician, at: datetime) -> Client:
    """Tag a client's whole record, past and to come; tagging twice changes nothing but the trail.

    The client's row is held first, as a stage holds it while it keeps what it
    made: no record slips by untagged.

    Raises:
        ClientNotFound: not among the clinician's clients.
    """
    held = clients.held_client_of(by, client.id)
    held.is_part2 = True
    held.save(update_fields=["is_part2"])
    TherapySession.objects.filter(client=held).update(is_part2=True)
    for rows in records():
        rows.filter(client=held).update(is_part2=True)
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("client.part2", held.id, held.id))
    return held


@transaction.atomic
def tag_session_part2(*, session: TherapySession, by: Clinician, at: datetime) -> TherapySession:
    """Tag one session and everything made from it.

    Raises:
        SessionNotFound: not among the clinician's sessions.
    """
    found = selectors.session_of(by, session.id)
    clients.held_client_of(by, found.client_id)
    found.is_part2 = True
    found.save(update_fields=["is_part2"])
    for rows in records():
        rows.filter(session=found).update(is_part2=True)
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("session.part2", found.id, found.client_id))
    return found
