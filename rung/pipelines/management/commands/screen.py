"""`manage.py screen`: the risk screen over many texts, for machines."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rung import screening

EXAMPLES = """
example:
  manage.py screen posts.jsonl --json

Each line of FILE is a JSON object with "text"; each line printed has "level" (C-SSRS severity, 0 to 6),
"categories" and "spans" (start, end, quote, category, level, reason).
exit code: 0 all read, 1 some lines could not be read, 2 wrong usage
"""


class Command(BaseCommand):
    """Print level, categories and spans for each line."""

    help = "Screen texts for risk, one JSON object a line, without a database and without storing anything."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("file", type=Path, metavar="FILE", help="JSON lines, each with a text")
        parser.add_argument("--json", action="store_true", help="JSON lines (as a table otherwise)")

    def handle(self, **options: Any) -> None:
        """Answer each line with a line; one that cannot be read says so in its place."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path} does not exist.", returncode=2)
        failed = 0
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    failed += not self._screen(line, number, as_json=options["json"])
        if failed:
            raise CommandError(f"{failed} lines could not be read.", returncode=1)

    def _screen(self, line: bytes, number: int, *, as_json: bool) -> bool:
        try:
            text = json.loads(line)["text"]
        except (ValueError, KeyError, TypeError):
            text = None
        if not isinstance(text, str):
            problem = f"line {number} is not a JSON object with a text"
            self.stdout.write(json.dumps({"error": problem})) if as_json else self.stderr.write(problem)
            return False
        found = screening.screen_text(text)
        self.stdout.write(json.dumps(_as_json(found)) if as_json else _as_text(number, found))
        return True


def _as_json(found: screening.Screening) -> dict[str, object]:
    spans = [
        {
            "start": hit.start,
            "end": hit.end,
            "quote": hit.quote,
            "category": hit.category.value,
            "level": hit.level,
            "reason": hit.reason,
        }
        for hit in found.hits
    ]
    return {"level": found.level, "categories": [c.value for c in found.categories], "spans": spans}


def _as_text(number: int, found: screening.Screening) -> str:
    lines = [f"{number}: level {found.level}"]
    lines += [f"    {hit.category.value}, {hit.level}: {hit.quote!r} ({hit.reason})" for hit in found.hits]
    return "\n".join(lines)
