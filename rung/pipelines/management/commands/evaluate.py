"""`manage.py evaluate`: how well the core does on texts whose right answers are known."""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from rung import evaluation
from rung.common import clock, jsonkit
from rung.evaluation import cases
from rung.pipelines.schemas import KeptEvaluation
from rung.pipelines.services import quality
from rung.pipelines.stages import intake

SUFFIXES = frozenset({".json", ".jsonl"})

EXAMPLES = """
examples:
  manage.py evaluate cases/                   everything a folder holds, as tables
  manage.py evaluate cases/ --json            the same figures as one JSON object
  manage.py evaluate posts.jsonl --limit 100  the first hundred cases of each kind
  manage.py evaluate cases/ --keep            and keep the figures for the page "Quality"

Each file is JSON, or JSON lines (.jsonl), and is told by its shape:
  {"id", "utterances": [{"speaker", "text", "client_talk"?, "therapist_behaviour"?}]}   transcript, with labels
  {"id", "first_name", "family_name", "dialogue": "[doctor] … [patient] …"}             dialogue with a known name
  {"text", "severity": 0 to 6}                                                          post with its C-SSRS severity
  {"text", "spans": [{"type", "text"}]}                                                 sentence, and what identifies
  ["…", "…"]                                                                            instructions to software
  {"proposals": {id: {"findings": [{"kind", "name", "confidence",
    "citations": [{"utterance", "quote"}]}], "cost_usd"?, "seconds"?}}}                 a model's recorded answers
Recordings are skipped. Nothing is stored but what --keep writes: counts and rates, no text.
exit code: 0 all read, 1 some could not be read, 2 wrong usage
"""


class Command(BaseCommand):
    """Print the figures of everything that was given."""

    help = "Measure the analyst, the risk screen, the wall and the gate on texts whose right answers are known."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="JSON, JSON lines, or a folder")
        parser.add_argument("--json", action="store_true", help="one JSON object (tables otherwise)")
        parser.add_argument("--limit", type=_positive, metavar="N", help="at most so many cases of each kind")
        parser.add_argument("--keep", action="store_true", help="keep counts and rates for the page “Quality”")

    def handle(self, **options: Any) -> None:
        """Read, measure, print; what cannot be read is named and does not stop the rest."""
        self._told = ""
        found, failed = self._read(list(_files(options["paths"])))
        if options["limit"]:
            found = cases.limited(found, options["limit"])
        if not found.count:
            raise CommandError("Nothing that can be evaluated was read.", returncode=1 if failed else 2)
        report = evaluation.evaluate(found, evaluation.Watch(time.perf_counter, self._tell))
        self._end_progress()
        self.stdout.write(jsonkit.dump(report) if options["json"] else evaluation.as_text(report))
        if options["keep"]:
            quality.keep_evaluation(KeptEvaluation(clock.now(), report), folder=settings.EVALUATION_FOLDER)
            self.stderr.write("Kept for the page “Quality”: counts and rates, no text.")
        if failed:
            raise CommandError(f"{failed} lines or files could not be read; the rest was evaluated.", returncode=1)

    def _read(self, files: list[Path]) -> tuple[cases.Cases, int]:
        parts: list[cases.Cases] = []
        failed = 0
        for path in files:
            if path.suffix.lower() in intake.AUDIO_SUFFIXES:
                self.stderr.write(f"{path.name}: speech is not evaluated, skipped.")
                continue
            try:
                read = evaluation.read(path.name, path.read_bytes())
            except OSError:
                self.stderr.write(f"{path.name} could not be opened.")
                failed += 1
                continue
            for problem in read.problems:
                self.stderr.write(f"{path.name}, line {problem.line}: {problem.why}.")
            failed += len(read.problems)
            parts.append(read.cases)
        return cases.joined(parts), failed

    def _tell(self, doing: str, done: int, of: int) -> None:
        """Show on a terminal what is being done; a file or a pipe gets one line for each step."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{doing}: {done} of {of}", ending="")
        elif doing != self._told:
            self.stderr.write(f"{doing} ({of})")
        self._told = doing

    def _end_progress(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r\x1b[K", ending="")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _files(paths: list[Path]) -> Iterator[Path]:
    wanted = SUFFIXES | intake.AUDIO_SUFFIXES
    for path in paths:
        if path.is_dir():
            inside = sorted(child for child in path.iterdir() if child.suffix.lower() in wanted)
            if not inside:
                raise CommandError(f"{path} holds no JSON.", returncode=2)
            yield from inside
        elif path.is_file():
            yield path
        else:
            raise CommandError(f"{path} does not exist.", returncode=2)
