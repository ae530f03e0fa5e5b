"""Receive a request and start its clock."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients.models import Client
from rung.rights import policies
from rung.rights.enums import Asker, IdentityCheck, RecordKind, RightsKind
from rung.rights.models import RightsRequest
from rung.sessions import selectors as sessions
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import TherapySession


@dataclass(frozen=True, slots=True)
class AmendedRecord:
    """What an amendment is about; for the session itself both ids are the session's."""

    session_id: UUID
    kind: RecordKind
    id: UUID


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in."""

    kind: RightsKind
    received_on: date
    asked_by: Asker
    identity_check: IdentityCheck
    words: str
    record: AmendedRecord | None = None


@transaction.atomic
def receive_request(asked: Asked, *, client: Client, by: Clinician, at: datetime) -> RightsRequest:
    """Note what somebody asked; the clock runs from the day it was received.

    Raises:
        ClientNotFound: not among the clinician's clients.
        WordsMissing, DateInFuture: what was asked, or when, makes no sense.
        AmendedRecordMissing, AmendedRecordUnwanted: an amendment names a record, the others none.
        RecordNotFound, SessionNotFound: the record is not in that session of this client.
    """
    client_policies.check_is_client_of(client, by)
    policies.check_has_happened(asked.received_on, on=at.date())
    policies.check_names_record(asked.kind, has_record=asked.record is not None)
    request = RightsRequest(
        client=client,
        kind=asked.kind,
        received_on=asked.received_on,
        due_on=policies.due_on(asked.kind, asked.received_on),
        asked_by=asked.asked_by,
        identity_check=asked.identity_check,
        words=policies.check_words(asked.words),
        created_at=at,
    )
    if asked.record is not None:
        request.session = _session_of(asked.record, client=client, by=by)
        request.record_kind, request.record_id = asked.record.kind, asked.record.id
    request.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("rights_request", request.id, client.id))
    return request


def _session_of(record: AmendedRecord, *, client: Client, by: Clinician) -> TherapySession:
    """Return the session, once it is sure that the record is in it."""
    session = sessions.session_of(by, record.session_id)
    if session.client_id != client.id or not _is_in(session, record):
        raise RecordNotFound
    return session


def _is_in(session: TherapySession, record: AmendedRecord) -> bool:
    match record.kind:
        case RecordKind.SESSION:
            return record.id == session.id
        case RecordKind.TRANSCRIPT:
            return sessions.transcripts_of(session).filter(pk=record.id).exists()
        case RecordKind.BRIEF:
            return sessions.briefs_of(session).filter(pk=record.id).exists()
        case RecordKind.GUIDE:
            return sessions.guides_of(session).filter(pk=record.id).exists()
