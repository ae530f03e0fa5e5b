"""Record events, and open records only while recording that they were read."""

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog
from django.db import DatabaseError, connection, transaction

from rung.audit.enums import Act, Outcome
from rung.audit.errors import AuditUnavailable
from rung.audit.models import AuditEvent
from rung.encryption import access as sealed_access
from rung.encryption import keyring

__all__ = [
    "Act",
    "Actor",
    "AuditUnavailable",
    "Outcome",
    "Subject",
    "access",
    "access_to_many",
    "access_to_practice",
    "record",
]


class Actor(Protocol):
    """Who acts: a clinician."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def practice_id(self) -> uuid.UUID: ...


@dataclass(frozen=True, slots=True)
class Subject:
    """What was acted on. `client_id` is whose record it belongs to."""

    kind: str
    id: uuid.UUID | None = None
    client_id: uuid.UUID | None = None


@contextmanager
def _written_or_refused() -> Iterator[None]:
    """Say of an event that the database did not take that it is one: nothing may happen without it.

    Raises:
        AuditUnavailable: the block's statement failed.
    """
    try:
        yield
    except DatabaseError as broken:
        raise AuditUnavailable("audit_auditevent took no event") from broken  # ours: the driver's text may hold values


@_written_or_refused()
def record(
    act: Act,
    *,
    by: Actor | None,
    at: datetime,
    subject: Subject,
    outcome: Outcome = Outcome.DONE,
) -> AuditEvent:
    """Write one event in the transaction that is open.

    Raises:
        AuditUnavailable: it could not be written; what it records must then not happen either.
    """
    return AuditEvent.objects.create(
        at=at,
        practice_id=by.practice_id if by else None,
        actor_id=by.id if by else None,
        act=act,
        outcome=outcome,
        client_id=subject.client_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
    )


@contextmanager
def access(*, by: Actor, at: datetime, subject: Subject) -> Iterator[None]:
    """Record a read and let that client's sealed values open inside the block.

    Event and read share one transaction: where the event cannot be written,
    nothing opens.
    """
    with _one_transaction():
        record(Act.READ, by=by, at=at, subject=subject)
        owners = [subject.client_id] if subject.client_id else []
        with sealed_access.granted(*owners):
            yield


@contextmanager
def access_to_practice(*, by: Actor, at: datetime, subject: Subject) -> Iterator[None]:
    """Record a read and let values open that are sealed for the actor's practice and belong to no client."""
    with transaction.atomic():
        record(Act.READ, by=by, at=at, subject=subject)
        with sealed_access.granted(by.practice_id):
            yield


@contextmanager
def access_to_many(*, by: Actor, at: datetime, kind: str, client_ids: list[uuid.UUID]) -> Iterator[None]:
    """Record one read for each client of a list, and let all of them open inside the block."""
    with _one_transaction():
        request_id = str(structlog.contextvars.get_contextvars().get("request_id", ""))
        with _written_or_refused():
            AuditEvent.objects.bulk_create(
                AuditEvent(
                    at=at,
                    practice_id=by.practice_id,
                    actor_id=by.id,
                    act=Act.READ,
                    client_id=client_id,
                    subject_kind=kind,
                    subject_id=client_id,
                    request_id=request_id,
                )
                for client_id in dict.fromkeys(client_ids)
            )
        keyring.warm(client_ids)
        with sealed_access.granted(*client_ids):
            yield


def _one_transaction() -> AbstractContextManager[None]:
    """Join the transaction that is open, or open one; a savepoint would cost two round trips a read for nothing."""
    return nullcontext() if connection.in_atomic_block else transaction.atomic()
