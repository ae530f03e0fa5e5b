"""A rule: what it is called, which control it serves, what it demands, and where it does not hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deploy.checks.reading import Resource, Stacks

type Broken = Iterator[tuple[Resource | str, str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule does not hold."""

    rule: str
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand on the templates."""

    name: str
    controls: tuple[str, ...]  # paragraphs of 45 CFR 164 that it serves; none where it is ours alone
    demands: str
    find: Callable[[Stacks], Broken]


def findings(rules: tuple[Rule, ...], stacks: Stacks) -> list[Finding]:
    """Return every place where a rule does not hold and nobody wrote down why."""
    return [
        Finding(rule.name, str(where), says)
        for rule in rules
        for where, says in rule.find(stacks)
        if not (isinstance(where, Resource) and rule.name in where.excused)
    ]


def excuses(stacks: Stacks) -> list[tuple[str, str, str]]:
    """Return every written exception: resource, rule, reason."""
    return sorted(
        (str(resource), excuse["Rule"], excuse["Reason"])
        for resource in stacks.resources
        for excuse in resource.whole.get("Metadata", {}).get("Excuses", [])
    )


def must(kind: str, says: str, holds: Callable[[Resource], object]) -> Callable[[Stacks], Broken]:
    """Demand something of every resource of a kind."""

    def find(stacks: Stacks) -> Broken:
        for resource in stacks.of(kind):
            if not holds(resource):
                yield resource, says

    return find


def at(resource: Resource, path: str) -> Any:
    """Return a property by its path, `LoggingConfiguration.DestinationBucketName`; None where there is none."""
    found: Any = resource.properties
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def given(kind: str, path: str, says: str) -> Callable[[Stacks], Broken]:
    """Demand that a property is set."""
    return must(kind, says, lambda resource: at(resource, path))


def equal(kind: str, path: str, value: object, says: str) -> Callable[[Stacks], Broken]:
    """Demand that a property has a value."""
    return must(kind, says, lambda resource: at(resource, path) == value)


def least(kind: str, path: str, value: int, says: str) -> Callable[[Stacks], Broken]:
    """Demand that a property is a number not below one."""
    return must(kind, says, lambda resource: (at(resource, path) or 0) >= value)


def switched(kind: str, path: str, says: str, *, on: bool = True) -> Callable[[Stacks], Broken]:
    """Demand that a property is switched on, or off: explicitly, whatever AWS would do without it."""
    return equal(kind, path, on, says)
