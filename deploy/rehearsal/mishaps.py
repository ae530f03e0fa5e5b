"""What happens in the middle of a rehearsed release."""

from deploy.rehearsal import fates
from deploy.rehearsal.blueprints import definition
from deploy.rehearsal.digests import OLD, OTHER
from deploy.rehearsal.wire import Refusal
from deploy.rehearsal.world import World
from deploy.release.target import SERVICES, WEB

SOON = 20  # seconds after the rollout began
EVERY = 3


class Killed(BaseException):
    """The command was killed, as a lost laptop or a cancelled job would."""


def the_old_dies_too(world: World) -> None:
    """Once a rollout has begun, tasks of the release before die as well."""
    if _age(world, WEB) < 0:
        return
    world.fate_by_digest[OLD] = fates.CRASHES
    for service in world.services.values():
        for task in service.live():
            task.fate = fates.CRASHES


def somebody_deploys(world: World) -> None:
    """Somebody deploys another image from the console."""
    if _age(world, WEB) < SOON or world.facts.get("done"):
        return
    world.facts["done"] = 1
    for role in SERVICES:
        shape = world.register(definition(world, role, OTHER))
        service = world.services[role]
        service.update(shape["taskDefinitionArn"], service.desired, world.now(), is_forced=False)


def somebody_stops(world: World) -> None:
    """Somebody stops the web service's deployment in the console, and leaves it there."""
    service = world.services[WEB]
    rollout = service.current()
    if rollout is None or _age(world, WEB) < SOON or world.facts.get("done"):
        return
    world.facts["done"] = 1
    service.stop_rollout(rollout, world.now(), goes_back=False)


def throttle(world: World, _: str, __: str) -> None:
    """Refuse every third call."""
    world.facts["calls"] = world.facts.get("calls", 0) + 1
    if world.facts["calls"] % EVERY == 0:
        raise Refusal("ThrottlingException", "Rate exceeded")


def sign_out(world: World, _: str, __: str) -> None:
    """Let the credentials expire soon after the rollout began."""
    if _age(world, WEB) >= SOON:
        raise Refusal("ExpiredTokenException", "The security token included in the request is expired", 403)


def kill_once(world: World, _: str, __: str) -> None:
    """Kill the command once, soon after the rollout began."""
    if _age(world, WEB) >= SOON and not world.facts.get("done"):
        world.facts["done"] = 1
        raise Killed


def _age(world: World, role: str) -> float:
    """Return how many seconds ago the rollout began, or -1."""
    rollout = world.services[role].current()
    return (world.now() - rollout.created).total_seconds() if rollout else -1
