"""`manage.py keys`: where every data key stands, wrap them under another master key, give owners new ones."""

import argparse
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rung.common import clock
from rung.common.errors import RungError
from rung.encryption import keyring, master, rotation
from rung.pipelines.management import keywork

EXAMPLES = """
examples:
  manage.py keys status                               how many keysets each master key wraps, and what is unfinished
  manage.py keys rewrap                               after RUNG_KEY_FILE or RUNG_KMS_KEY_ID was changed
  manage.py keys rewrap --from-key-file old.json      the same, where the old key is not in RUNG_KEY_FILE_BEFORE
  manage.py keys rotate --older-than 365              a new key for every owner whose own is a year old
  manage.py keys rotate --client 0b1f…                a new key for one client, now

Each may be stopped at any moment, started again, and run while the application works.
exit code: 0 all done, 1 refused (the message says why; what was done stays done), 2 wrong usage
"""
USUAL_BATCH = 100
USUAL_DAYS = 365


class Command(BaseCommand):
    """Status, rewrap and rotate; the work is in rung.encryption.rotation."""

    help = "Show, rewrap or rotate the keys that seal records."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("act", choices=("status", "rewrap", "rotate"))
        parser.add_argument("--json", action="store_true", help="answer with one JSON object")
        parser.add_argument("--batch", type=_positive, default=USUAL_BATCH, help="keysets a transaction (%(default)s)")
        parser.add_argument(
            "--from-key-file", type=Path, metavar="OLD", help="rewrap: a master key file that opens them"
        )
        parser.add_argument("--from-kms-key", metavar="OLD", help="rewrap: an AWS KMS key that opens them")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--client", type=uuid.UUID, metavar="ID", help="rotate: this client alone, whatever its age")
        which.add_argument("--older-than", type=_positive, metavar="DAYS", help="rotate: every owner with an older key")

    def handle(self, **options: Any) -> None:
        """Do one act."""
        try:
            {"status": self._status, "rewrap": self._rewrap, "rotate": self._rotate}[options["act"]](options)
        except RungError as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal

    def _status(self, options: dict[str, Any]) -> None:
        """Count; nothing is changed."""
        aged = clock.now() - timedelta(days=options["older_than"] or USUAL_DAYS)
        found = {
            "master_key": master.current().name,
            "keysets": [asdict(row) for row in rotation.standing()],
            "destroyed": rotation.destroyed(),
            "to_rewrap": rotation.to_rewrap(),
            "to_rotate": rotation.to_rotate(older_than=aged),
        }
        if options["json"]:
            self.stdout.write(json.dumps(found, default=str))
            return
        self.stdout.write(f"master key     {found['master_key']}")
        for row in rotation.standing():
            self.stdout.write(
                f"{row.keysets:>8}  {row.owner_kind:16} wrapped by {row.wrapped_by or '(not noted)'},"
                f" oldest key {row.oldest:%Y-%m-%d}"
            )
        for name in ("destroyed", "to_rewrap", "to_rotate"):
            self.stdout.write(f"{found[name]:>8}  {name.replace('_', ' ')}")

    def _rewrap(self, options: dict[str, Any]) -> None:
        """Wrap every keyset under the current master key."""
        also = [master.of_file(options["from_key_file"])] if options["from_key_file"] else []
        also += [master.of_kms(options["from_kms_key"])] if options["from_kms_key"] else []
        total, batch = rotation.to_rewrap(), options["batch"]
        self._work(lambda: keywork.rewrap_some(batch, also=also, at=clock.now()), total, options)

    def _rotate(self, options: dict[str, Any]) -> None:
        """Give one owner, or every owner with an old key, a new one."""
        if options["client"]:
            keywork.rotate(keyring.client(options["client"]), at=clock.now())
            self._report({"done": 1, "left": 0}, options)
            return
        if not options["older_than"]:
            raise CommandError("Say whose: --client ID or --older-than DAYS.", returncode=2)
        aged, batch = clock.now() - timedelta(days=options["older_than"]), options["batch"]
        total = rotation.to_rotate(older_than=aged)
        self._work(lambda: keywork.rotate_some(batch, older_than=aged, at=clock.now()), total, options)

    def _work(self, some: Callable[[], int], total: int, options: dict[str, Any]) -> None:
        """Do batch after batch until there is none; each is committed before the next."""
        began, done = time.monotonic(), 0
        while count := some():
            done += count
            rate = done / max(time.monotonic() - began, 0.001)
            left = max(total - done, 0)
            self.stderr.write(f"{done:,} of {max(total, done):,} done, {rate:,.0f}/s, {left / rate:,.0f} s left")
        seconds = time.monotonic() - began
        self._report({"done": done, "left": max(total - done, 0), "seconds": round(seconds, 3)}, options)

    def _report(self, found: dict[str, float], options: dict[str, Any]) -> None:
        shown = json.dumps(found) if options["json"] else f"{found['done']:,} done, {found['left']:,} left"
        self.stdout.write(shown)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("use a whole number above 0")
    return number
