"""Task definitions: the newest of a family with our image in it, registered once."""

from collections.abc import Iterable
from typing import Any

from deploy.release.aws import Aws
from deploy.release.definition import Definition
from deploy.release.target import Target

# What AWS adds when it registers; everything else is taken over as it is.
OF_AWS = {
    "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy",
    "deregisteredAt", "deleteRequestedAt",
}  # fmt: skip
LOOK_BACK = 5


def newest(aws: Aws, family_or_arn: str) -> Definition:
    """Return a family's newest task definition, or the one with this ARN."""
    found = aws.ask("ecs", "describe_task_definition", taskDefinition=family_or_arn)["taskDefinition"]
    return Definition(found["taskDefinitionArn"], found)


def with_image(definition: Definition, uri: str, commit: str) -> Any:
    """Return what to register: the same definition with our image, which says its own digest at /version."""
    ours = {"RUNG_VERSION": uri.partition("@")[2], "RUNG_COMMIT": commit}
    shape = {name: value for name, value in definition.shape.items() if name not in OF_AWS}
    repository = _repository(definition.app["image"])
    shape["containerDefinitions"] = [
        {**box, "image": uri, "environment": _set(box.get("environment", []), ours)}
        if _repository(box["image"]) == repository
        else box
        for box in definition.containers
    ]
    return shape


def known(aws: Aws, target: Target, role: str, uri: str, commit: str) -> Definition | None:
    """Return the newest registered definition that runs an image just as we would ask for it, if there is one."""
    family = target.family(role)
    wanted = with_image(newest(aws, family), uri, commit)
    listed = aws.ask("ecs", "list_task_definitions", familyPrefix=family, sort="DESC", maxResults=LOOK_BACK)
    for arn in listed["taskDefinitionArns"]:
        found = newest(aws, arn)
        if found.app["image"] == uri and with_image(found, uri, commit) == wanted:
            return found
    return None


def registered(aws: Aws, target: Target, role: str, uri: str, commit: str) -> tuple[Definition, bool]:
    """Return the definition that runs an image, and whether it had to be registered.

    One that says the same is used again: an interrupted release leaves no copies.
    """
    found = known(aws, target, role, uri, commit)
    if found:
        return found, False
    wanted = with_image(newest(aws, target.family(role)), uri, commit)
    made = aws.ask("ecs", "register_task_definition", **wanted)["taskDefinition"]
    return Definition(made["taskDefinitionArn"], made), True


def _set(pairs: Iterable[Any], ours: dict[str, str]) -> list[Any]:
    kept = [pair for pair in pairs if pair["name"] not in ours]
    return [*kept, *({"name": name, "value": value} for name, value in ours.items())]


def _repository(image: str) -> str:
    return image.partition("@")[0].rpartition("/")[2].partition(":")[0]
