"""Chain settled events into batches."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, models, transaction
from psycopg import sql

from rung.audit.models import AuditBatch
from rung.audit.sealing import lines

FORMAT = 1
GENESIS = "0" * 64  # what the first batch of a chain continues
MOST = 20_000  # events of one transaction: bounds memory
SEALING = 4_702_111_234  # the advisory lock's name: one sealer at a time
_HEADS = """
    SELECT asked.id, head.sequence, head.digest, head.total
    FROM unnest(%s::uuid[]) AS asked (id)
    CROSS JOIN LATERAL (
        SELECT sequence, digest, total FROM audit_auditbatch
        WHERE practice_id = asked.id ORDER BY sequence DESC LIMIT 1
    ) AS head
"""


@dataclass(frozen=True, slots=True)
class Head:
    """The last batch of a chain."""

    sequence: int = 0
    digest: str = GENESIS
    total: int = 0


def digest_of(batch: AuditBatch) -> str:
    """Return the hash over everything a batch says, the batch before included."""
    said = (
        "rung-audit-batch", FORMAT, batch.previous, batch.practice_id, batch.sequence, batch.first_id, batch.last_id,
        batch.count, batch.total, batch.sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        hashlib.sha256(batch.entries).hexdigest(),
    )  # fmt: skip
    return hashlib.sha256("|".join(map(str, said)).encode()).hexdigest()


def sealed_through() -> int:
    """Return the largest id that was sealed; smaller ones are sealed, or never came to be."""
    found: int | None = AuditBatch.objects.aggregate(last=models.Max("last_id"))["last"]
    return found or 0


def seal(*, through: int, at: datetime) -> int:
    """Seal the events up to a settled id and return how many; none while another process seals."""
    sealed = 0
    while (some := _seal_some(through, at)) > 0:
        sealed += some
        if some < MOST:
            break
    return sealed


@transaction.atomic
def _seal_some(through: int, at: datetime) -> int:
    if not is_alone(SEALING):
        return 0
    found = _entries_by_practice(sealed_through(), through)
    heads = _heads_of(list(found))
    AuditBatch.objects.bulk_create(
        _batch(practice_id, entries, heads.get(practice_id, Head()), at) for practice_id, entries in found.items()
    )
    return sum(len(entries) for entries in found.values())


def is_alone(name: int) -> bool:
    """Answer whether nobody else holds a lock of that name, and hold it to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [name])
        return bool(cursor.fetchone()[0])


def _entries_by_practice(after: int, through: int) -> dict[uuid.UUID, list[bytes]]:
    """Return the entries of the first unsealed events, by practice in the order of their ids."""
    found: dict[uuid.UUID, list[bytes]] = {}
    which = sql.SQL("id > {} AND id <= {}").format(sql.Literal(after), sql.Literal(through))
    with connection.cursor() as cursor:
        for event_id, rest in lines.stream(cursor, which, most=MOST):
            found.setdefault(lines.practice_of(rest), []).append(lines.packed(event_id, rest))
    return found


def _heads_of(practices: list[uuid.UUID]) -> dict[uuid.UUID, Head]:
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [practices])
        return {practice_id: Head(*head) for practice_id, *head in cursor.fetchall()}


def _batch(practice_id: uuid.UUID, entries: list[bytes], head: Head, at: datetime) -> AuditBatch:
    batch = AuditBatch(
        practice_id=practice_id,
        sequence=head.sequence + 1,
        first_id=lines.ENTRY.unpack(entries[0])[0],
        last_id=lines.ENTRY.unpack(entries[-1])[0],
        count=len(entries),
        total=head.total + len(entries),
        entries=b"".join(entries),
        previous=head.digest,
        sealed_at=at,
    )
    batch.digest = digest_of(batch)
    return batch
