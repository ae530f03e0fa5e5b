"""Up to which id nothing can appear any more, found without holding up a writer.

Ids are handed out before their transaction commits, so a smaller one may
appear after a larger one. Whoever inserts an event holds a row-exclusive lock
on the table from before the id is handed out until after the commit can be
seen. So: read the last id that was handed out, then who holds that lock; once
all of those have let go, every event up to that id is there or never will be.
This is how CREATE INDEX CONCURRENTLY waits for writers (WaitForLockers in
PostgreSQL's lmgr.c). It needs ids to be handed out one by one (CACHE 1).
"""

from dataclasses import dataclass

from django.db import connection

_LAST_ID = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_auditevent_id_seq"
_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = 'audit_auditevent'::regclass AND mode = 'RowExclusiveLock'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid IS DISTINCT FROM pg_backend_pid()
"""


@dataclass(frozen=True, slots=True)
class Horizon:
    """The last id handed out at a moment, and the transactions that may still hold ids up to it."""

    last_id: int
    writers: frozenset[str]

    def is_settled(self) -> bool:
        """Answer whether all of those transactions have ended."""
        return not self.writers or not self.writers & _writers()


def look() -> Horizon:
    """Return the horizon of this moment; the id must be read before the writers."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_ID)
        last_id = int(cursor.fetchone()[0])
    return Horizon(last_id, _writers())


def _writers() -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS)
        return frozenset(found for (found,) in cursor.fetchall())
