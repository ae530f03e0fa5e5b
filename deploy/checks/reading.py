"""Templates as they were rendered, with their references followed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


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
