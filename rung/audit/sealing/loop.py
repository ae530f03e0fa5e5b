"""Seal and anchor again and again, beside the jobs of a worker or alone."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import django.db
import psycopg
import structlog
from django.conf import settings
from django.db import connection

from rung.audit.sealing import anchors, batches, checkpoints, horizon
from rung.common import clock
from rung.common.errors import RungError

log = structlog.get_logger("rung.audit")

SEAL_SECONDS = 0.2  # a horizon is taken in one turn and settled in one of the next: two turns are well below a second
PAUSE_SECONDS = 2.0  # after a failure
STOP_SECONDS = 30.0  # an anchor that does not answer gives up by then
FAILURES = (django.db.Error, psycopg.Error, OSError, RungError)


@dataclass(slots=True)
class Turns:
    """One turn of sealing after another; keeps the horizon that is not settled yet."""

    waiting: horizon.Horizon | None = None
    done: int = 0  # up to this id there is nothing left to seal

    def seal(self) -> int:
        """Seal what is settled and return how many events."""
        self.waiting = self.waiting or horizon.look()
        if not self.waiting.is_settled():
            return 0
        through, self.waiting = self.waiting.last_id, None
        if through <= self.done:
            return 0
        sealed = batches.seal(through=through, at=clock.now())
        self.done = batches.sealed_through()
        return sealed


def anchor() -> int:
    """Anchor every chain that grew and return how many."""
    return checkpoints.anchor_heads(anchors.chosen(), at=clock.now())


@contextmanager
def running() -> Iterator[None]:
    """Seal and anchor in two threads as long as the block runs; a slow anchor must not delay a seal."""
    stop = threading.Event()
    work = ((Turns().seal, SEAL_SECONDS), (anchor, settings.AUDIT_CHECKPOINT_SECONDS))
    threads = [threading.Thread(target=_repeat, args=(*one, stop), daemon=True) for one in work]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(STOP_SECONDS)


def _repeat(act: Callable[[], int], seconds: float, stop: threading.Event) -> None:
    """Act until told to stop; outlives the database and the anchor going away."""
    pause = seconds
    while not stop.wait(pause):
        try:
            act()
            pause = seconds
        except FAILURES:
            log.exception("audit is not sealed or anchored; trying again", code=act.__name__)
            connection.close()
            pause = PAUSE_SECONDS
    connection.close()
