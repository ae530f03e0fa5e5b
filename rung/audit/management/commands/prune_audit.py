"""`manage.py prune_audit`: remove audit events that were kept for seven years."""

import argparse
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from rung.audit.management import arguments
from rung.audit.sealing import anchors, pruning
from rung.audit.sealing.retention import YEARS, keeps_from
from rung.audit.verify import trail
from rung.common import clock
from rung.providers.anchoring import AnchorUnavailable

PATIENCE = timedelta(minutes=5)
EXAMPLES = f"""
examples:
  manage.py prune_audit                                 say what could go
  manage.py prune_audit --remove                        remove what is older than {YEARS} years
  manage.py prune_audit --before 2019-01-01 --remove    remove less

Whole batches go, and their rows stay: hashes and ids, so that the chain and its anchors still verify. The trail is
verified first; nothing is removed from one that does not verify. Run it as the owner of the tables: the application's
own role cannot. Each removal is an audit event.

exit code: 0 done, 1 the trail does not verify, 2 refused or wrong usage
"""


class Command(BaseCommand):
    """Remove events past their retention, whole batches at a time."""

    help = f"Remove audit events older than {YEARS} years; the chain stays verifiable."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--before", type=arguments.day, metavar="DATE", help="only what was sealed before this day")
        parser.add_argument("--remove", action="store_true", help="remove it; without this it is only counted")

    def handle(self, **options: Any) -> None:
        """Refuse what is too young, verify, then remove."""
        at = clock.now()
        before = options["before"] or keeps_from(at)
        if before > keeps_from(at):
            raise CommandError(
                f"Events are kept for {YEARS} years: choose a day before {keeps_from(at):%Y-%m-%d}.", returncode=2
            )
        batches = list(pruning.full_batches(before))
        count = sum(batch.count for batch in batches)
        if not options["remove"]:
            self.stdout.write(f"{count:,} events in {len(batches):,} batches could go. Nothing was removed.")
            return
        self._check(trail.Ask(at, PATIENCE))
        try:
            removed = pruning.remove(batches, at=at)
        except ProgrammingError as refused:
            raise CommandError("Only the owner of the tables may remove events.", returncode=2) from refused
        self.stdout.write(f"Removed {removed:,} events of {len(batches):,} batches; the batches stay.")

    @staticmethod
    def _check(ask: trail.Ask) -> None:
        try:
            reports = trail.verify(ask, anchors.chosen(), progress=lambda *_: None)
        except AnchorUnavailable as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        if any(report.finding for report in reports):
            raise CommandError("The trail does not verify: run verify_audit. Nothing was removed.", returncode=1)
