"""The recipes: which stages a kind of run goes through."""

from typing import Any

from rung.pipelines.enums import Kind
from rung.pipelines.flows import pre_session
from rung.pipelines.stages.stage import Stage

RECIPES: dict[str, tuple[Stage[Any, Any], ...]] = {Kind.PRE_SESSION: pre_session.RECIPE}


def recipe_of(kind: str) -> tuple[Stage[Any, Any], ...]:
    """Return the stages of a kind of run, in order."""
    return RECIPES[kind]
