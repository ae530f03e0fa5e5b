"""The shape of an answer, and what several of them look up."""

from collections.abc import Callable
from typing import Any

from deploy.rehearsal.fleet import SimService
from deploy.rehearsal.wire import Refusal
from deploy.rehearsal.world import World

type Table = dict[tuple[str, str], Callable[[World, Any], Any]]


def named(world: World, name: str) -> SimService:
    """Return a service by its name.

    Raises:
        Refusal: there is none.
    """
    for service in world.services.values():
        if service.name == name:
            return service
    raise Refusal("ServiceNotFoundException", "Service not found.")
