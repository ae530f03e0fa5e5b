"""Faults: each a change to the rendered templates of prod."""

from collections.abc import Callable
from typing import Any

type Plant = Callable[[Any], None]


def properties(templates: Any, name: str) -> Any:
    """Return the properties of a resource, whichever stack has it."""
    return resource(templates, name)["Properties"]


def resource(templates: Any, name: str) -> Any:
    """Return a resource, whichever stack has it."""
    return next(one["Resources"][name] for one in templates.values() if name in one["Resources"])


def put(name: str, *path: str | int, value: object) -> Plant:
    """Set a property by its path."""

    def plant(templates: Any) -> None:
        place = properties(templates, name)
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return plant


def drop(name: str, *path: str | int) -> Plant:
    """Take a property away."""

    def plant(templates: Any) -> None:
        place = properties(templates, name)
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return plant


def remove(name: str) -> Plant:
    """Take a resource away."""

    def plant(templates: Any) -> None:
        for one in templates.values():
            one["Resources"].pop(name, None)

    return plant


def forget(name: str, attribute: str) -> Plant:
    """Take an attribute of a resource away, beside its properties."""

    def plant(templates: Any) -> None:
        del resource(templates, name)[attribute]

    return plant


def say(name: str, attribute: str, value: object) -> Plant:
    """Set an attribute of a resource, beside its properties."""

    def plant(templates: Any) -> None:
        resource(templates, name)[attribute] = value

    return plant


def add(stack: str, name: str, kind: str, **given: object) -> Plant:
    """Add a resource."""

    def plant(templates: Any) -> None:
        templates[stack]["Resources"][name] = {"Type": f"AWS::{kind}", "Properties": given}

    return plant


def attribute(name: str, key: str, value: str) -> Plant:
    """Set one of a load balancer's attributes."""

    def plant(templates: Any) -> None:
        for item in properties(templates, name)["LoadBalancerAttributes"]:
            if item["Key"] == key:
                item["Value"] = value

    return plant


def container(task: str, *path: str | int, value: object) -> Plant:
    """Set something of a task's container."""
    return put(task, "ContainerDefinitions", 0, *path, value=value)
