"""`manage.py infra`: the stacks, from their Python to what runs."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from deploy.changes.codes import Code, Ended
from deploy.environment import EnvironmentRefused, load

HELP = """\
examples:
  manage.py infra render prod --out build/prod    templates as files
  manage.py infra validate prod                   every finding at once
  manage.py infra plan prod                       what AWS would change
  manage.py infra apply prod                      change it, after asking
  manage.py infra cost dev                        a month in USD

exit codes: 0 done · 2 wrong usage · 3 refused, nothing changed · 6 rolled back · 7 rollback failed · 8 not ended
in time · 11 changes, differences or drift found
"""
ACTS = {
    "render": "render the templates; no account needed",
    "validate": "check them with cfn-lint, our wiring and an auditor's rules; no account needed",
    "cost": "estimate a month; no account needed",
    "diff": "compare two environments; no account needed",
    "plan": "ask AWS what it would change",
    "apply": "change it, after asking",
    "outputs": "show what the stacks say",
    "drift": "find what was changed by hand",
}


class Command(BaseCommand):
    """Render, check and change the stacks of an environment."""

    help = "The stacks of an environment: " + ", ".join(ACTS) + "."
    requires_system_checks: list[str] = []  # it neither serves nor reads records
    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.update(epilog=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("act", choices=ACTS, metavar="ACT", help="; ".join(f"{k}: {v}" for k, v in ACTS.items()))
        parser.add_argument("environment", metavar="ENV", help="dev, staging or prod")
        parser.add_argument(
            "other", metavar="OTHER", nargs="?", default="", help="diff: the environment to compare with"
        )
        parser.add_argument("--out", type=Path, metavar="DIR", help="render: write one file a stack")
        parser.add_argument("--yaml", action="store_true", help="render: YAML instead of JSON")
        parser.add_argument("--stack", choices=("foundation", "application"), help="plan, apply: only this one")
        parser.add_argument(
            "--image", default="", help="plan, apply: the image to begin with, REPOSITORY@sha256:DIGEST"
        )
        parser.add_argument("--form", choices=("table", "json", "env"), default="table", help="outputs: how")
        parser.add_argument("--yes", action="store_true", help="apply: do not ask, unless data would be lost")

    def handle(self, **options: Any) -> None:
        """Act, and end with a code that says how it went."""
        from deploy.management import changing  # heavy: troposphere and boto3, for whoever acts and not for --help

        try:
            code = changing.act(load(options["environment"]), options, self._say, input)
        except EnvironmentRefused as refused:
            self._end(Code.USAGE, [str(refused)])
        except Ended as ended:
            self._end(ended.code, [str(ended)])
        else:
            self._end(code, ())

    def _say(self, line: str) -> None:
        styled = self.style.ERROR(line) if "!!" in line else line
        self.stdout.write(styled)

    def _end(self, code: Code, lines: Iterable[str]) -> None:
        for line in lines:
            self.stderr.write(line)
        if code:
            sys.exit(code)
