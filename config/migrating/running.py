"""The plan, and its execution with time-outs, tried again while a table is in use."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from config.migrating import asking
from config.migrating.asking import ask
from config.migrating.kinds import Failed, Limits, Say, TablesBusy

LOCK_NOT_AVAILABLE, QUERY_CANCELED = "55P03", "57014"  # SQLSTATE, PostgreSQL's appendix A


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
                code = getattr(broken.__cause__, "sqlstate", None) or type(broken).__name__
                if code != LOCK_NOT_AVAILABLE:
                    raise Failed(_what_failed(alias, code)) from broken
                blocker = asking.blocker(alias)
            else:
                return
            if attempt < limits.tries:
                say(
                    "retry", f"A table is in use{blocker}; trying again ({attempt} of {limits.tries}).", attempt=attempt
                )
                time.sleep(limits.pause * 2 ** (attempt - 1))
    raise TablesBusy(f"A table {plan(alias)[0]} needs was in use at each of {limits.tries} tries{blocker}.")


def _what_failed(alias: str, code: str) -> str:
    slow = " It ran into the statement time-out." if code == QUERY_CANCELED else ""
    left = _first(lambda: plan(alias)) or "a migration"
    return f"{left} failed with PostgreSQL's code {code}.{slow}"


def _first(read: Callable[[], list[str]]) -> str:
    try:
        return (read() or [""])[0]
    except DatabaseError:
        return ""


@contextmanager
def _limited(link: BaseDatabaseWrapper, limits: Limits) -> Iterator[None]:
    for name, seconds in (("lock_timeout", limits.lock), ("statement_timeout", limits.statement)):
        ask(link, "SELECT set_config(%s, %s, false)", name, f"{int(seconds * 1000)}ms")
    try:
        yield
    finally:
        link.close()  # a new connection has the server's own limits
