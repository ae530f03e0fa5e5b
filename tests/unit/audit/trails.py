"""A kit for trails: events of several practices, sealed and anchored; tampering as the database's owner; verifying."""

import itertools
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from rung.audit.enums import Act
from rung.audit.models import AuditBatch, AuditEvent
from rung.audit.sealing import batches, checkpoints, horizon
from rung.audit.verify import trail
from rung.audit.verify.findings import Finding
from rung.providers.anchoring import Anchor
from rung.providers.local_anchor import LocalAnchor

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PATIENCE = timedelta(minutes=5)
A, B, NONE = uuid.UUID(int=0xA), uuid.UUID(int=0xB), uuid.UUID(int=0)
TABLES = ("audit_auditevent", "audit_auditbatch", "audit_auditcheckpoint", "audit_signingkey")
_seconds = itertools.count()


@dataclass(frozen=True, slots=True)
class Trail:
    """Where the trail of a test is anchored."""

    anchor: Anchor
    folder: Path

    def add(self, practice: uuid.UUID | None, count: int = 1) -> list[int]:
        """Add events and return their ids."""
        whose = None if practice == NONE else practice
        made = AuditEvent.objects.bulk_create(
            AuditEvent(
                at=AT + timedelta(milliseconds=next(_seconds)),
                practice_id=whose,
                act=Act.READ,
                client_id=uuid.uuid4(),
                subject_kind="client",
            )
            for _ in range(count)
        )
        return [event.pk for event in made]

    def seal(self, at: datetime = AT) -> int:
        """Seal what is there."""
        return batches.seal(through=horizon.look().last_id, at=at)

    def anchor_all(self, at: datetime = AT) -> int:
        """Anchor the heads."""
        return checkpoints.anchor_heads(self.anchor, at=at)

    def grow(self, rounds: int = 3, each: int = 4) -> None:
        """Add and seal events of two practices and of none, each round a batch of each; all is anchored."""
        for _ in range(rounds):
            for _, practice in itertools.product(range(each), (A, NONE, B)):
                self.add(practice)
            self.seal()
            self.anchor_all()

    def reports(
        self, practice: uuid.UUID | None = None, since: datetime | None = None, at: datetime = AT
    ) -> list[trail.ChainReport]:
        """Verify."""
        ask = trail.Ask(at, PATIENCE, practice, since)
        return trail.verify(ask, self.anchor, progress=lambda *_: None)

    def findings(self, at: datetime = AT) -> list[Finding]:
        """Return what verifying found, one at most for each chain."""
        return [report.finding for report in self.reports(at=at) if report.finding]

    def finding(self, at: datetime = AT) -> Finding:
        """Return the only finding."""
        (found,) = self.findings(at)
        return found


def trail_in(folder: Path) -> Trail:
    """Return an empty trail that is anchored in a folder."""
    return Trail(LocalAnchor(folder), folder)


def tamper(statement: str, *values: Any) -> None:
    """Run a statement as the owner of the database, whom no trigger and no constraint stops."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        cursor.execute(statement, values)
        for table in TABLES:
            for name in ("audit_no_change", "audit_no_truncate"):
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def without_constraints() -> None:
    """Drop what the database itself would refuse."""
    for name in ("one_batch_per_sequence", "one_batch_after_another"):
        tamper(f"ALTER TABLE audit_auditbatch DROP CONSTRAINT {name}")


def events_of(practice: uuid.UUID) -> list[int]:
    """Return the ids of a practice's events, in order."""
    whose = None if practice == NONE else practice
    return [*AuditEvent.objects.filter(practice_id=whose).order_by("id").values_list("id", flat=True)]


def batch_of(practice: uuid.UUID, sequence: int) -> AuditBatch:
    """Return one batch."""
    return AuditBatch.objects.get(practice_id=practice, sequence=sequence)


def rewrite(batch: AuditBatch) -> None:
    """Save a batch with its hash made anew, as a forger who knows the format does."""
    batch.digest = batches.digest_of(batch)
    names = [field.name for field in AuditBatch._meta.concrete_fields if field.name != "id"]
    columns = ", ".join(f"{name} = %s" for name in names)
    values = [getattr(batch, name) for name in names]
    tamper(f"UPDATE audit_auditbatch SET {columns} WHERE id = %s", *values, batch.pk)  # noqa: S608 — our own columns
