"""`manage.py verify_audit`: prove that the audit trail is what was sealed, or name the first bad entry."""

import argparse
import dataclasses
import json
import time
import uuid
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rung.audit.management import arguments
from rung.audit.sealing import anchors
from rung.audit.verify import trail
from rung.audit.verify.findings import Finding
from rung.common import clock
from rung.providers.anchoring import AnchorUnavailable

PATIENCE_SECONDS = 300
EXAMPLES = """
examples:
  manage.py verify_audit                                   everything
  manage.py verify_audit --since 2026-03-01                what was sealed from that day on (UTC)
  manage.py verify_audit --practice 6f1c... --json         one practice, for machines

Every event is hashed again and compared with its batch, every batch with the one before, every chain with the
signed checkpoints that are kept outside the database. Each practice's first bad entry is named.

exit code: 0 all as sealed, 1 something is wrong, 2 it could not be verified or wrong usage
What to do when something is wrong: docs/runbooks/audit.md
"""


class Command(BaseCommand):
    """Verify and report."""

    help = "Verify the audit trail against its hash chains, signatures and anchors."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--practice", type=uuid.UUID, metavar="ID", help="one practice; all zeros: no practice")
        parser.add_argument(
            "--since", type=arguments.day, metavar="DATE", help="take what was sealed before this day as good"
        )
        parser.add_argument(
            "--patience",
            type=int,
            default=PATIENCE_SECONDS,
            metavar="SECONDS",
            help="how long an event may wait for its seal and a batch for its anchor (default %(default)s)",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, **options: Any) -> None:
        """Verify; end with 1 where something is wrong."""
        self._is_shown = not options["json"] and self.stderr.isatty()
        began = time.monotonic()
        ask = trail.Ask(
            clock.now(), timedelta(seconds=options["patience"]), options["practice"], since=options["since"]
        )
        try:
            reports = trail.verify(ask, anchors.chosen(), progress=self._progress)
        except AnchorUnavailable as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        seconds = time.monotonic() - began
        self._print_json(reports, seconds) if options["json"] else self._print(reports, seconds)
        bad = sum(report.finding is not None for report in reports)
        if bad:
            raise CommandError(f"{bad} of {len(reports)} chains are not as sealed.", returncode=1)

    def _progress(self, practice_id: uuid.UUID, events: int) -> None:
        if self._is_shown:
            self.stderr.write(f"\r{practice_id}: {events:,} events", ending="")

    def _print(self, reports: list[trail.ChainReport], seconds: float) -> None:
        if self._is_shown:
            self.stderr.write("")
        for report in reports:
            found = report.finding
            if found:
                self.stdout.write(self.style.ERROR(f"{report.practice_id}: {found.wrong}: {found.says}"))
        events, batches = sum(r.events for r in reports), sum(r.batches for r in reports)
        waiting = sum(r.waiting for r in reports)
        self.stdout.write(
            f"{events:,} events in {batches:,} batches of {len(reports)} chains verified in {seconds:.1f} s"
            f" ({events / max(seconds, 0.001):,.0f}/s); {waiting} wait for their seal."
        )

    def _print_json(self, reports: list[trail.ChainReport], seconds: float) -> None:
        findings = [_as_json(report.finding) for report in reports if report.finding]
        said = {
            "ok": not findings,
            "chains": len(reports),
            "batches": sum(report.batches for report in reports),
            "events": sum(report.events for report in reports),
            "waiting": sum(report.waiting for report in reports),
            "seconds": round(seconds, 3),
            "findings": findings,
        }
        self.stdout.write(json.dumps(said))


def _as_json(finding: Finding) -> dict[str, object]:
    return {**dataclasses.asdict(finding), "wrong": finding.wrong.value, "practice_id": str(finding.practice_id)}
