"""post_session: from a memo, a transcript or notes of a session to what was done in it, a note and the next plan."""

from typing import Any

from rung.pipelines.stages import screen, transcribe
from rung.pipelines.stages.stage import Stage

RECIPE: tuple[Stage[Any, Any], ...] = (
    transcribe.stage,
    screen.stage,
)
