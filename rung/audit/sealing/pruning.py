"""Remove the events of batches that were kept long enough; the batches stay, so that the chain still verifies."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from rung.audit.enums import Act
from rung.audit.models import NOBODY, AuditBatch, AuditEvent

SLICE = 20  # batches of one transaction: writers wait while it lasts


def full_batches(before: datetime) -> QuerySet[AuditBatch]:
    """Return the batches sealed before a time whose events are still there."""
    kept = AuditEvent.objects.filter(id=OuterRef("first_id"))  # whole batches go: the first stands for the rest
    found = AuditBatch.objects.filter(Exists(kept), sealed_at__lt=before).order_by("practice_id", "sequence")
    return found.only("practice_id", "first_id", "last_id", "count")  # the entries are large


def remove(batches: list[AuditBatch], *, at: datetime) -> int:
    """Remove the events of some batches and record it; return how many.

    Only the tables' owner may.

    Raises:
        django.db.ProgrammingError: somebody else asks.
    """
    removed = 0
    for start in range(0, len(batches), SLICE):
        with transaction.atomic():
            for batch in batches[start : start + SLICE]:
                _record(batch, at)
            with _deletable():
                removed += sum(_delete(batch) for batch in batches[start : start + SLICE])
    return removed


def _record(batch: AuditBatch, at: datetime) -> None:
    whose = _practice(batch)
    AuditEvent.objects.create(at=at, practice_id=whose, act=Act.ERASE, subject_kind="audit_batch")


def _delete(batch: AuditBatch) -> int:
    events = AuditEvent.objects.filter(practice_id=_practice(batch), id__range=(batch.first_id, batch.last_id))
    return events.delete()[0]


def _practice(batch: AuditBatch) -> uuid.UUID | None:
    return None if batch.practice_id == NOBODY else batch.practice_id


@contextmanager
def _deletable() -> Iterator[None]:
    """Let rows be deleted inside the block; to everybody else the table is locked against writes meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER audit_no_change")
        yield
        cursor.execute("ALTER TABLE audit_auditevent ENABLE ALWAYS TRIGGER audit_no_change")
