"""`manage.py migrate_safely`: the release phase; alone, with time-outs, and with a code that says how it ended."""

import argparse
import json

from django.core.management.base import BaseCommand
from django.db import connections

from config.management.commands import migrate
from config.migrating import alone, asking, running
from config.migrating.kinds import Busy, Failed, Limits, TablesBusy

DONE, FAILED, TIMED_OUT, BUSY, PENDING = 0, 5, 8, 9, 11
EXAMPLES = """
examples:
  manage.py migrate_safely                     apply what waits; wait a minute for another process that migrates
  manage.py migrate_safely --check             only say what would run; exit 11 when something would
  manage.py migrate_safely --wait 0 --json     leave at once when another migrates; one JSON object a line

exit codes:
  0  done, or nothing to do        5  a migration failed; traffic is untouched
  2  wrong usage                   8  a table stayed in use; nothing of that migration was kept
  9  another process migrates     11  --check found migrations that have not run
"""


class Command(BaseCommand):
    """Migrate as the owner of the tables, while the release before this one serves."""

    help = "Apply migrations beside a running release: one process at a time, with time-outs."
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> argparse.ArgumentParser:  # type: ignore[override]  # Django's own type is its parser
        shape = argparse.RawDescriptionHelpFormatter
        parser = super().create_parser(prog_name, subcommand, epilog=EXAMPLES, **kwargs)
        parser.formatter_class = shape
        return parser

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what would run")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--wait", type=float, default=60, help="seconds to wait for another that migrates")
        parser.add_argument("--lock-timeout", type=float, default=4, help="seconds to wait for a table (2 to 5)")
        parser.add_argument("--statement-timeout", type=float, default=900, help="seconds one statement may take")
        parser.add_argument("--tries", type=int, default=5, help="how often a table in use is asked for")
        parser.add_argument("--pause", type=float, default=2, help="seconds before the second try; doubles each time")

    def handle(self, **options: object) -> None:
        """Migrate, and leave with the code."""
        self._is_json = bool(options["json"])
        self._alias = migrate.OWNER if migrate.OWNER in connections else "default"
        names = ("wait", "lock_timeout", "statement_timeout", "tries", "pause")
        wait, lock, statement, tries, pause = (float(str(options[name])) for name in names)
        limits = Limits(wait=wait, lock=lock, statement=statement, tries=max(1, int(tries)), pause=pause)
        code = self._look() if options["check"] else self._migrate(limits)
        if code:
            raise SystemExit(code)

    def _look(self) -> int:
        waiting = running.plan(self._alias)
        self._tell_plan(waiting)
        return PENDING if waiting else self._check_indexes()

    def _migrate(self, limits: Limits) -> int:
        try:
            with alone.alone(self._alias, limits.wait, self._say):
                return self._migrate_alone(limits)
        except Busy as busy:
            return self._end(BUSY, "locked", f"{busy} Nothing was done; run this again when it has ended.")
        except TablesBusy as busy:
            return self._end(TIMED_OUT, "timeout", f"{busy} Nothing was changed; end that transaction and run again.")
        except Failed as failed:
            text = f"{failed} The release before this one serves on; mend the migration and deploy again."
            return self._end(FAILED, "failed", text)

    def _migrate_alone(self, limits: Limits) -> int:
        waiting = running.plan(self._alias)
        self._tell_plan(waiting)
        if waiting:
            running.migrate(self._alias, limits, self._say)
            self._say("migrated", f"{len(waiting)} migrations have run.", count=len(waiting))
        if self._alias == migrate.OWNER:
            migrate.let_in(connections["default"].settings_dict)
        return self._check_indexes()

    def _tell_plan(self, waiting: list[str]) -> None:
        text = "\n  ".join([f"{len(waiting)} migrations to run:", *waiting]) if waiting else "No migration has to run."
        self._say("plan", text, migrations=waiting)

    def _check_indexes(self) -> int:
        broken = asking.invalid_indexes(self._alias)
        if not broken:
            return DONE
        mend = "; ".join(f"DROP INDEX CONCURRENTLY {name}" for name in broken)
        text = f"Indexes PostgreSQL does not use, left by a build that broke: {', '.join(broken)}. Do: {mend}"
        return self._end(FAILED, "invalid_index", f"{text}, then run the migration that makes them again.")

    def _end(self, code: int, event: str, text: str) -> int:
        self._say(event, text, code=code)
        return code

    def _say(self, event: str, text: str, **details: object) -> None:
        line = json.dumps({"event": event, "text": text, **details}) if self._is_json else text
        self.stdout.write(line)
        self.stdout.flush()
