"""`manage.py seal_audit`: seal and anchor the audit trail, where no worker does it."""

import argparse
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rung.audit.sealing import checkpoints, horizon, loop
from rung.common import clock

WAIT_SECONDS = 30.0
LOOK_SECONDS = 0.05
EXAMPLES = """
examples:
  manage.py seal_audit              until SIGTERM; a worker does the same beside its jobs
  manage.py seal_audit --once       what is there now, then end
  manage.py seal_audit --new-key    sign with a new key from now on

exit code: 0 sealed and anchored, 1 a writer did not finish or the anchor does not answer, 2 wrong usage
"""


class Command(BaseCommand):
    """Seal what was committed; several of these may run, one seals at a time."""

    help = "Seal audit events into hash-chained batches and anchor signed checkpoints outside the database."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--once", action="store_true", help="seal and anchor what is there now, then end")
        parser.add_argument("--new-key", action="store_true", help="make the key that signs from now on, then end")

    def handle(self, **options: Any) -> None:
        """Seal once, or until told to stop."""
        if options["new_key"]:
            made = checkpoints.new_key(at=clock.now())
            self.stdout.write(f"Checkpoints are signed with key {made.key_id[:16]} from now on.")
        elif options["once"]:
            self._once()
        else:
            self._until_stopped()

    def _once(self) -> None:
        turns, deadline = loop.Turns(waiting=horizon.look()), time.monotonic() + WAIT_SECONDS
        sealed = 0
        while turns.waiting is not None:
            sealed += turns.seal()
            if time.monotonic() > deadline:
                raise CommandError("A transaction that writes audit events does not end; nothing is lost.")
            time.sleep(LOOK_SECONDS if turns.waiting else 0)
        self.stdout.write(f"Sealed {sealed} events, anchored {loop.anchor()} chains.")

    def _until_stopped(self) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        with loop.running():
            while not stop.wait(1.0):  # with a time-out, so that signals are noticed
                pass
