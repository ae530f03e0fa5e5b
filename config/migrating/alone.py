"""One migration of a database at a time: an advisory lock on a connection of its own."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from config.migrating.asking import HOLDER, ask
from config.migrating.kinds import Busy, Say

LOCK_KEY = 7_215_403_988  # of this act among PostgreSQL's advisory locks; any number, never changed


LOOK_SECONDS = 0.25


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
    while not ask(link, "SELECT pg_try_advisory_lock(%s)", LOCK_KEY)[0][0]:
        pid, age = (ask(link, HOLDER, LOCK_KEY) or [("unknown", 0)])[0]
        if time.monotonic() >= deadline:
            raise Busy(f"Another process migrates this database (PostgreSQL pid {pid}, connected for {age} s).")
        if not has_said:
            say("waiting", f"Another process migrates (PostgreSQL pid {pid}); waiting {wait:.0f} s at most.")
            has_said = True
        time.sleep(LOOK_SECONDS)
