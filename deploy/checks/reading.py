"""Templates as they were rendered, with their references followed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

IN_SUB = re.compile(r"\$\{([A-Za-z0-9]+)(?:\.[A-Za-z.]+)?\}")


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a stack."""

    stack: str
    name: str
    kind: str
    properties: Mapping[str, Any]
    whole: Mapping[str, Any]

    @property
    def excused(self) -> frozenset[str]:
        """Rules that do not hold here, with a reason that is written down."""
        written = self.whole.get("Metadata", {}).get("Excuses", [])
        return frozenset(excuse["Rule"] for excuse in written if excuse["Reason"].strip())

    def __str__(self) -> str:
        return f"{self.stack}/{self.name}"


@dataclass(frozen=True, slots=True)
class Stacks:
    """The rendered stacks of an environment."""

    templates: Mapping[str, Mapping[str, Any]]
    resources: tuple[Resource, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = tuple(
            Resource(stack, name, whole["Type"], whole.get("Properties", {}), whole)
            for stack, template in self.templates.items()
            for name, whole in template["Resources"].items()
        )
        object.__setattr__(self, "resources", found)

    def of(self, *kinds: str) -> list[Resource]:
        """Return the resources of some kinds: `RDS::DBInstance`."""
        wanted = {f"AWS::{kind}" for kind in kinds}
        return [found for found in self.resources if found.kind in wanted]

    def exports(self) -> dict[str, Any]:
        """Return what is exported, by the name it is imported with."""
        return {
            output["Export"]["Name"]: output["Value"]
            for template in self.templates.values()
            for output in template.get("Outputs", {}).values()
            if "Export" in output
        }

    def means(self, value: object) -> object:
        """Return what an import stands for, and any other value as it is."""
        match value:
            case {"Fn::ImportValue": str(name)}:
                return self.exports().get(name)
            case _:
                return value


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
