"""The canonical line of an event, and what a batch keeps of it.

PostgreSQL writes the line (COPY, text format: tabs, newlines and backslashes
are escaped, NULL is not the empty string), with time zone, date style and
encoding pinned: sealing and verifying read the same bytes for the same row.
"""

import hashlib
import struct
import uuid
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from rung.audit.models import NOBODY

NULL = b"\\N"
# Every column of the event, in an order that never changes: a new one means a new FORMAT of batches.
COLUMNS = (
    "id", "practice_id", "at", "actor_id", "act", "outcome", "client_id", "subject_kind", "subject_id", "request_id",
)  # fmt: skip
ENTRY = struct.Struct(">q32s")
_SELECT = "SELECT {columns} FROM audit_auditevent WHERE {which} ORDER BY id LIMIT {most}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as a batch knows it: its id, and the hash of everything else."""

    id: int
    digest: bytes

    def __bytes__(self) -> bytes:
        return ENTRY.pack(self.id, self.digest)


def unpacked(entries: bytes) -> Iterator[Entry]:
    """Yield the entries of a batch; a cut-off rest is left out."""
    whole = len(entries) - len(entries) % ENTRY.size
    return (Entry(*found) for found in ENTRY.iter_unpack(entries[:whole]))


@contextmanager
def one_snapshot() -> Iterator[Any]:
    """Give a cursor on one unchanging view of the database; inside a transaction, on that transaction's."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield cursor


def stream(cursor: Any, which: sql.Composable, *, most: int | None = None) -> Generator[tuple[int, bytes]]:
    """Yield (id, the rest of the line) of the events that fulfil a condition, by id; in a transaction only."""
    query = sql.SQL(_SELECT).format(
        columns=sql.SQL(", ").join(map(sql.Identifier, COLUMNS)), which=which, most=sql.Literal(most)
    )
    cursor.execute("SET LOCAL timezone = 'UTC'")
    cursor.execute("SET LOCAL datestyle = 'ISO, YMD'")
    with cursor.copy(sql.SQL("COPY ({}) TO STDOUT (FORMAT text, ENCODING 'UTF8')").format(query)) as rows:
        for row in rows:
            event_id, _, rest = bytes(row).partition(b"\t")
            yield int(event_id), rest


def between(practice_id: uuid.UUID, after: int | None, through: int | None) -> sql.Composable:
    """Return the condition for a practice's events with ids in (after, through]; None is without end."""
    whose: sql.Composable = sql.SQL("practice_id IS NULL")
    if practice_id != NOBODY:
        whose = sql.SQL("practice_id = {}").format(sql.Literal(practice_id))
    bounds = [(sql.SQL("id > {}"), after), (sql.SQL("id <= {}"), through)]
    return sql.SQL(" AND ").join([whose, *(bound.format(sql.Literal(n)) for bound, n in bounds if n is not None)])


def practice_of(rest: bytes) -> uuid.UUID:
    """Return whose chain a line belongs to."""
    named = rest[: rest.index(b"\t")]
    return NOBODY if named == NULL else uuid.UUID(named.decode())


def packed(event_id: int, rest: bytes) -> bytes:
    """Return the entry of a line as a batch keeps it."""
    return ENTRY.pack(event_id, hashlib.sha256(rest).digest())
