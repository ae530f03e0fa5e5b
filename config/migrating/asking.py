"""Questions to PostgreSQL about locks, transactions and indexes."""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

INVALID = "SELECT i.indexrelid::regclass::text FROM pg_index i WHERE NOT i.indisvalid ORDER BY 1"


HOLDER = """
    SELECT a.pid, extract(epoch FROM now() - a.backend_start)::int
    FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND (l.classid::bigint << 32 | l.objid::bigint) = %s LIMIT 1
"""


OPEN_LONGEST = """
    SELECT pid, extract(epoch FROM now() - xact_start)::int FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
    ORDER BY xact_start LIMIT 1
"""


def blocker(alias: str) -> str:
    found = ask(connections[alias], OPEN_LONGEST)
    return f" (PostgreSQL pid {found[0][0]} has had a transaction open for {found[0][1]} s)" if found else ""


def invalid_indexes(alias: str) -> list[str]:
    """Return indexes PostgreSQL does not use: what a broken CREATE INDEX CONCURRENTLY leaves behind."""
    return [str(name) for (name,) in ask(connections[alias], INVALID)]


def ask(link: BaseDatabaseWrapper, query: str, *values: str | int) -> list[tuple[object, ...]]:
    with link.cursor() as cursor:
        cursor.execute(query, values)
        found: list[tuple[object, ...]] = cursor.fetchall()
    return found
