"""Migrations beside a practice at work: one process at a time, never long in anybody's way."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, OperationalError

LOCK_KEY = 7_215_403_988  # of this act among PostgreSQL's advisory locks; any number, never changed
LOOK_SECONDS = 0.25
LOCK_NOT_AVAILABLE, QUERY_CANCELED = "55P03", "57014"  # SQLSTATE, PostgreSQL's appendix A
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


@dataclass(frozen=True, slots=True)
class Limits:
    """How long what may take, in seconds; how often a refused table lock is tried again."""

    wait: float
    lock: float
    statement: float
    tries: int
    pause: float


class Say(Protocol):
    """Tells whoever watches what happens."""

    def __call__(self, event: str, text: str, **details: object) -> None: ...


class Busy(Exception):
    """Another process migrates this database."""


class TablesBusy(Exception):
    """A table stayed locked by somebody's open transaction; nothing of the migration was kept."""


class Failed(Exception):
    """A migration failed; PostgreSQL took back what it had done."""


@contextmanager
def alone(alias: str, wait: float, say: Say) -> Iterator[None]:
    """Hold the lock of migrations on a connection that does nothing else.

    Raises:
        Busy: somebody else held it all the time.
    """
    link = connections.create_connection(alias)
    try:
        _take(link, wait, say)
        yield
    finally:
        link.close()  # and with it the lock, whatever became of us


def _take(link: BaseDatabaseWrapper, wait: float, say: Say) -> None:
    deadline, has_said = time.monotonic() + wait, False
    while not _ask(link, "SELECT pg_try_advisory_lock(%s)", LOCK_KEY)[0][0]:
        pid, age = (_ask(link, HOLDER, LOCK_KEY) or [("unknown", 0)])[0]
        if time.monotonic() >= deadline:
            raise Busy(f"Another process migrates this database (PostgreSQL pid {pid}, connected for {age} s).")
        if not has_said:
            say("waiting", f"Another process migrates (PostgreSQL pid {pid}); waiting {wait:.0f} s at most.")
            has_said = True
        time.sleep(LOOK_SECONDS)


def plan(alias: str) -> list[str]:
    """Return the migrations that have not run, in their order, as app.name."""
    executor = MigrationExecutor(connections[alias])
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in steps]


def migrate(alias: str, limits: Limits, say: Say) -> None:
    """Apply what waits; a table that is in use is asked for again, so that nobody queues behind us for long.

    Raises:
        TablesBusy: it was in use at every try.
        Failed: anything else went wrong; the names and PostgreSQL's code say what.
    """
    with _limited(connections[alias], limits):
        for attempt in range(1, limits.tries + 1):
            try:
                call_command("migrate", database=alias, interactive=False, verbosity=0)
            except DatabaseError as broken:
                _refuse_unless_busy(broken, alias)
                blocker = _blocker(alias)
            else:
                return
            if attempt < limits.tries:
                say(
                    "retry", f"A table is in use{blocker}; trying again ({attempt} of {limits.tries}).", attempt=attempt
                )
                time.sleep(limits.pause * 2 ** (attempt - 1))
    raise TablesBusy(f"A table {plan(alias)[0]} needs was in use at each of {limits.tries} tries{blocker}.")


def _refuse_unless_busy(broken: DatabaseError, alias: str) -> None:
    code = getattr(broken.__cause__, "sqlstate", None) or type(broken).__name__
    if isinstance(broken, OperationalError) and code == LOCK_NOT_AVAILABLE:
        return
    slow = " It ran into the statement time-out." if code == QUERY_CANCELED else ""
    left = _first(lambda: plan(alias)) or "a migration"
    raise Failed(f"{left} failed with PostgreSQL's code {code}.{slow}") from broken


def _blocker(alias: str) -> str:
    found = _ask(connections[alias], OPEN_LONGEST)
    return f" (PostgreSQL pid {found[0][0]} has had a transaction open for {found[0][1]} s)" if found else ""


def _first(read: Callable[[], list[str]]) -> str:
    try:
        return (read() or [""])[0]
    except DatabaseError:
        return ""


def invalid_indexes(alias: str) -> list[str]:
    """Return indexes PostgreSQL does not use: what a broken CREATE INDEX CONCURRENTLY leaves behind."""
    return [str(name) for (name,) in _ask(connections[alias], INVALID)]


@contextmanager
def _limited(link: BaseDatabaseWrapper, limits: Limits) -> Iterator[None]:
    for name, seconds in (("lock_timeout", limits.lock), ("statement_timeout", limits.statement)):
        _ask(link, "SELECT set_config(%s, %s, false)", name, f"{int(seconds * 1000)}ms")
    try:
        yield
    finally:
        link.close()  # a new connection has the server's own limits


def _ask(link: BaseDatabaseWrapper, query: str, *values: str | int) -> list[tuple[object, ...]]:
    with link.cursor() as cursor:
        cursor.execute(query, values)
        found: list[tuple[object, ...]] = cursor.fetchall()
    return found
