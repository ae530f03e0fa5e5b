"""Kinds of demands: what a rule may ask of every resource of a kind."""

from collections.abc import Callable, Mapping
from typing import Any

from deploy.checks.reading import Resource, Stacks
from deploy.checks.rules import Broken


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
