"""A worker whose stages fail, refuse or wait where the transcript asks for it.

"Brimstone" breaks the analysis with the client's words in the exception, "Portcullis" makes Beth repeat them,
"Hourglass" waits in the analysis until the worker is killed.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 — Django must be set up first

from rung import isolation  # noqa: E402 — Django must be set up first
from rung.pipelines import flows  # noqa: E402 — Django must be set up first
from rung.pipelines.errors import GuideLeaks  # noqa: E402 — Django must be set up first
from rung.pipelines.stages import analyse, guide  # noqa: E402 — Django must be set up first

BREAKS, LEAKS, WAITS = "Brimstone", "Portcullis", "Hourglass"


def analysed(given: analyse.Given, work: Any) -> object:
    """Break or wait where the words ask for it."""
    said = " ".join(utterance.text for utterance in given.session.transcript.utterances)
    if BREAKS in said:
        raise ValueError(f"could not analyse {said}")
    marker = Path(sys.argv[1])
    if WAITS in said and not marker.exists():
        marker.touch()
        time.sleep(600)
    return analyse.stage.think(given, work)


def guided(desk: guide.Desk, work: Any) -> object:
    """Let the gate see a guide that repeats the record."""
    if not any(LEAKS in text for text in desk.sources.texts):
        return guide.stage.think(desk, work)
    verdict = isolation.inspect([("For you", "\n".join(desk.sources.texts))], desk.sources)
    assert not verdict.passed
    raise GuideLeaks from ValueError(str(verdict.leaks))


if __name__ == "__main__":
    faulty: dict[str, Any] = {"analyse": analysed, "guide": guided}
    for kind, recipe in flows.RECIPES.items():
        flows.RECIPES[kind] = tuple(
            replace(stage, think=faulty[stage.name]) if stage.name in faulty else stage for stage in recipe
        )
    call_command("worker")
