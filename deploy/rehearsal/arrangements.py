"""How the world is before a rehearsed release begins."""

import json
from collections.abc import Callable
from dataclasses import asdict

from deploy.rehearsal import fates, mishaps
from deploy.rehearsal.digests import NEW
from deploy.rehearsal.fleet import SimService
from deploy.rehearsal.tasks import Task, new_id
from deploy.rehearsal.world import World
from deploy.release.definition import Definition
from deploy.release.definitions import with_image
from deploy.release.lease import NAME as LEASE
from deploy.release.lease import Lease
from deploy.release.target import ROLES, SERVICES, WEB

COMMIT = "2222222222222222222222222222222222222222"


def image_missing(world: World) -> None:
    del world.images[NEW]


def secret_missing(world: World) -> None:
    del world.secrets[next(arn for arn in world.secrets if "/database-" in arn)]


def secret_key_missing(world: World) -> None:
    world.secrets[next(arn for arn in world.secrets if "/database-" in arn)] = json.dumps({"pasword": "misspelled"})


def wrong_architecture(world: World) -> None:
    world.images[NEW] = "arm64"


def migration_fails(world: World) -> None:
    world.migration = fates.MIGRATION_FAILS


def new(fate: fates.Fate) -> Callable[[World], None]:
    def arrange(world: World) -> None:
        world.fate_by_digest[NEW] = fate

    return arrange


def no_rollback(world: World) -> None:
    world.fate_by_digest[NEW] = fates.CRASHES
    for service in world.services.values():
        service.breaker_rolls_back = False


def no_breaker(world: World) -> None:
    world.fate_by_digest[NEW] = fates.CRASHES
    for service in world.services.values():
        service.breaker = False


def rollback_fails(world: World) -> None:
    world.fate_by_digest[NEW] = fates.CRASHES
    world.each_second = mishaps.the_old_dies_too


def then(each_second: Callable[[World], None]) -> Callable[[World], None]:
    def arrange(world: World) -> None:
        world.each_second = each_second

    return arrange


def while_asked(each_call: Callable[[World, str, str], None]) -> Callable[[World], None]:
    def arrange(world: World) -> None:
        world.each_call = each_call

    return arrange


def lease(seconds_left: int) -> Callable[[World], None]:
    def arrange(world: World) -> None:
        until = world.now().timestamp() + seconds_left
        body = asdict(Lease("ann@laptop", "2030-01-15T085900Z-aaaaaaaa", "rollout", 7, until))
        world.objects[LEASE] = (json.dumps(body).encode(), '"seven"')

    return arrange


def zero_tasks(world: World) -> None:
    world.services[WEB].desired, world.services[WEB].tasks = 0, []


def registered_before(world: World) -> None:
    for role in ROLES:
        arn = world.family(world.target.family(role))[0]
        world.register(with_image(Definition(arn, world.definitions[arn]), world.uri(NEW), COMMIT))


def served_already(world: World) -> None:
    registered_before(world)
    for role in SERVICES:
        service = world.services[role]
        service.update(world.family(world.target.family(role))[0], service.desired, world.now(), is_forced=False)
        service.rollouts[-1].end("SUCCESSFUL", world.now())
        _replace_tasks(service, world)


def _replace_tasks(service: SimService, world: World) -> None:
    born = service.tasks[0].born
    service.tasks = [Task(new_id(), service.definition, born, world.fate_of(service.definition)) for _ in service.tasks]
