"""References, statements and containers inside of a rendered template."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from deploy.checks.reading import Resource, Stacks

IN_SUB = re.compile(r"\$\{([A-Za-z0-9]+)(?:\.[A-Za-z.]+)?\}")


def walk(value: object) -> Iterator[object]:
    """Yield a value and everything inside of it."""
    yield value
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for item in inside:
        yield from walk(item)


def references(value: object) -> set[str]:
    """Return the logical names that a value refers to."""
    found: set[str] = set()
    for item in walk(value):
        match item:
            case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), *_]}:
                found.add(name)
            case {"Fn::Sub": str(text)} | {"Fn::Sub": [str(text), _]}:
                found.update(IN_SUB.findall(text))
    return found


def imports(value: object) -> set[str]:
    """Return the names that a value imports."""
    return {
        str(item["Fn::ImportValue"]) for item in walk(value) if isinstance(item, Mapping) and "Fn::ImportValue" in item
    }


def statements(resource: Resource) -> list[Mapping[str, Any]]:
    """Return the statements of a policy, wherever its kind keeps them."""
    for name in ("PolicyDocument", "KeyPolicy", "AssumeRolePolicyDocument"):
        if name in resource.properties:
            return list(resource.properties[name]["Statement"])
    return []


def listed(value: object) -> list[Any]:
    """Return a value that may stand alone or in a list as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def containers(stacks: Stacks) -> list[tuple[Resource, Mapping[str, Any]]]:
    """Return every container with its task."""
    return [(task, one) for task in stacks.of("ECS::TaskDefinition") for one in task.properties["ContainerDefinitions"]]
