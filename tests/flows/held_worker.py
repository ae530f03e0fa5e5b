"""A worker that stops at one point of one stage, so that a test can kill it exactly there.

Points: "think" (before any result), "commit" (the result is written, the transaction still open),
"after" (committed).
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 — Django must be set up first

from rung.pipelines import engine  # noqa: E402 — Django must be set up first


def hold(marker: Path) -> None:
    """Say that the point is reached, then wait to be killed, or to be let go by a file named "go"."""
    marker.touch()
    while not marker.with_name("go").exists():
        time.sleep(0.05)


def hold_in(stage_name: str, point: str, marker: Path) -> None:
    """Wrap the engine so that it stops there."""
    keep = engine._keep

    def held(stage: Any, work: Any, row: Any, made: object) -> None:
        if stage.name != stage_name:
            return keep(stage, work, row, made)
        if point == "think":
            hold(marker)
        if point == "commit":
            stage = _with_hold_after_keep(stage, marker)
        keep(stage, work, row, made)
        if point == "after":
            hold(marker)
        return None

    engine._keep = held


def _with_hold_after_keep(stage: Any, marker: Path) -> Any:
    from dataclasses import replace

    inner: Callable[..., object] = stage.keep

    def keep(*given: object) -> object:
        left = inner(*given)
        hold(marker)
        return left

    return replace(stage, keep=keep)


if __name__ == "__main__":
    wanted, marker_path = sys.argv[1], Path(sys.argv[2])
    if wanted:
        name, _, where = wanted.partition(":")
        hold_in(name, where, marker_path)
    call_command("worker")
