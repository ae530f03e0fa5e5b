"""`manage.py brief`: the whole core over transcripts or recordings, with nothing stored."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rung.common.errors import RungError
from rung.pipelines.stages import intake, oneshot, printing

SUFFIXES = intake.TEXT_SUFFIXES | intake.AUDIO_SUFFIXES

EXAMPLES = """
examples:
  manage.py brief session.txt                 read one transcript, print the brief and the guide
  manage.py brief sessions/ --json            every transcript and recording of a folder, one JSON object a line
  manage.py brief memo.m4a                    recognise a recording on this machine first

A transcript is .txt ("Client: ..." lines), .json ({"utterances": [{"speaker", "text"}]}) or .jsonl (one a line).
exit code: 0 all read, 1 some could not be read, 2 wrong usage
"""


class Command(BaseCommand):
    """Print brief, client-safe brief, guide and the gate's verdict for each input."""

    help = "Analyse transcripts or recordings without a database and without storing anything."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="transcript, recording, or a folder")
        parser.add_argument("--json", action="store_true", help="one JSON object per input, in order")

    def handle(self, **options: Any) -> None:
        """Go through the inputs; one that cannot be read does not stop the others."""
        files = list(_files(options["paths"]))
        failed = sum(not self._brief(path, as_json=options["json"]) for path in files)
        if failed:
            raise CommandError(f"{failed} of {len(files)} inputs could not be read.", returncode=1)

    def _brief(self, path: Path, *, as_json: bool) -> bool:
        try:
            made = oneshot.brief(intake.transcript_in(path))
        except RungError as refusal:
            if as_json:
                error = {"code": refusal.code, "detail": str(refusal)}
                self.stdout.write(json.dumps({"file": path.name, "error": error}))
            self.stderr.write(f"{path}: {refusal}")
            return False
        self.stdout.write(json.dumps(printing.as_json(made)) if as_json else printing.as_text(path.name, made))
        return True


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(child for child in path.iterdir() if child.suffix.lower() in SUFFIXES)
            if not inside:
                raise CommandError(f"{path} holds no transcript or recording.", returncode=2)
            yield from inside
        elif path.is_file():
            yield path
        else:
            raise CommandError(f"{path} does not exist.", returncode=2)
