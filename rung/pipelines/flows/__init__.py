"""The recipes: which stages a kind of run goes through."""

from typing import Any
from uuid import UUID

from rung.pipelines.enums import Kind
from rung.pipelines.flows import post_session, pre_session
from rung.pipelines.stages.stage import Stage

RECIPES: dict[str, tuple[Stage[Any, Any], ...]] = {
    Kind.PRE_SESSION: pre_session.RECIPE,
    Kind.POST_SESSION: post_session.RECIPE,
}


def recipe_of(kind: str) -> tuple[Stage[Any, Any], ...]:
    """Return the stages of a kind of run, in order."""
    return RECIPES[kind]


def forget(run_id: UUID) -> None:
    """Remove what any stage of a run left outside."""
    for stage in {stage.name: stage for recipe in RECIPES.values() for stage in recipe}.values():
        stage.forget(run_id)
