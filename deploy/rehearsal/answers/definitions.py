"""ECS: task definitions."""

from typing import Any

from deploy.rehearsal.answers.kinds import Table
from deploy.rehearsal.wire import Refusal
from deploy.rehearsal.world import World


def _describe_definition(world: World, asked: Any) -> Any:
    wanted = asked["taskDefinition"]
    arn = wanted if wanted in world.definitions else next(iter(world.family(wanted)), "")
    if not arn:
        raise Refusal("ClientException", "Unable to describe task definition.")
    return {"taskDefinition": world.definitions[arn]}


def _list_definitions(world: World, asked: Any) -> Any:
    return {"taskDefinitionArns": world.family(asked["familyPrefix"])[: asked.get("maxResults", 100)]}


def _register(world: World, asked: Any) -> Any:
    return {"taskDefinition": world.register(asked)}


TABLE: Table = {
    ("ecs", "DescribeTaskDefinition"): _describe_definition,
    ("ecs", "ListTaskDefinitions"): _list_definitions,
    ("ecs", "RegisterTaskDefinition"): _register,
}
