"""pre_session: from a memo, a transcript or notes to a brief, and to a guide."""

from typing import Any

from rung.pipelines.stages import abstract, analyse, guide, keep_brief, keep_guide, screen, transcribe
from rung.pipelines.stages.stage import Stage

RECIPE: tuple[Stage[Any, Any], ...] = (
    transcribe.stage,
    screen.stage,
    analyse.stage,
    keep_brief.stage,
    abstract.stage,
    guide.stage,
    keep_guide.stage,
)
