"""What can be rehearsed: by name, what goes wrong, and with which code the release must end."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from deploy.rehearsal import fates, mishaps
from deploy.rehearsal.fleet import SimService, Task, new_id
from deploy.rehearsal.world import NEW, OLD, TAG, World
from deploy.release.codes import Code
from deploy.release.definitions import Definition, with_image
from deploy.release.lease import NAME as LEASE
from deploy.release.lease import Lease
from deploy.release.target import ROLES, SERVICES, WEB

COMMIT = "2222222222222222222222222222222222222222"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One course of events."""

    name: str
    what: str
    ends: Code
    arrange: Callable[[World], None] = lambda _: None


def _image_missing(world: World) -> None:
    del world.images[NEW]


def _secret_missing(world: World) -> None:
    del world.secrets[next(arn for arn in world.secrets if "/database-" in arn)]


def _secret_key_missing(world: World) -> None:
    world.secrets[next(arn for arn in world.secrets if "/database-" in arn)] = json.dumps({"pasword": "misspelled"})


def _wrong_architecture(world: World) -> None:
    world.images[NEW] = "arm64"


def _migration_fails(world: World) -> None:
    world.migration = fates.MIGRATION_FAILS


def _new(fate: fates.Fate) -> Callable[[World], None]:
    def arrange(world: World) -> None:
        world.fate_by_digest[NEW] = fate

    return arrange


def _no_rollback(world: World) -> None:
    world.fate_by_digest[NEW] = fates.CRASHES
    for service in world.services.values():
        service.breaker_rolls_back = False


def _no_breaker(world: World) -> None:
    world.fate_by_digest[NEW] = fates.CRASHES
    for service in world.services.values():
        service.breaker = False


def _rollback_fails(world: World) -> None:
    world.fate_by_digest[NEW] = fates.CRASHES
    world.each_second = mishaps.the_old_dies_too


def _then(each_second: Callable[[World], None]) -> Callable[[World], None]:
    def arrange(world: World) -> None:
        world.each_second = each_second

    return arrange


def _while_asked(each_call: Callable[[World, str, str], None]) -> Callable[[World], None]:
    def arrange(world: World) -> None:
        world.each_call = each_call

    return arrange


def _lease(seconds_left: int) -> Callable[[World], None]:
    def arrange(world: World) -> None:
        until = world.now().timestamp() + seconds_left
        body = asdict(Lease("ann@laptop", "2030-01-15T085900Z-aaaaaaaa", "rollout", 7, until))
        world.objects[LEASE] = (json.dumps(body).encode(), '"seven"')

    return arrange


def _zero_tasks(world: World) -> None:
    world.services[WEB].desired, world.services[WEB].tasks = 0, []


def _registered_before(world: World) -> None:
    for role in ROLES:
        arn = world.family(world.target.family(role))[0]
        world.register(with_image(Definition(arn, world.definitions[arn]), world.uri(NEW), COMMIT))


def _served_already(world: World) -> None:
    _registered_before(world)
    for role in SERVICES:
        service = world.services[role]
        service.update(world.family(service_family(world, role))[0], service.desired, world.now(), is_forced=False)
        service.rollouts[-1].end("SUCCESSFUL", world.now())
        _replace_tasks(service, world)


def service_family(world: World, role: str) -> str:
    return world.target.family(role)


def _replace_tasks(service: SimService, world: World) -> None:
    born = service.tasks[0].born
    service.tasks = [Task(new_id(), service.definition, born, world.fate_of(service.definition)) for _ in service.tasks]


SCENARIOS: dict[str, Scenario] = {
    scenario.name: scenario
    for scenario in (
        Scenario("happy", "everything goes well", Code.OK),
        Scenario("crash-loop", "the new tasks end soon after they start", Code.ROLLED_BACK, _new(fates.CRASHES)),
        Scenario("unhealthy-target", "the new tasks fail the health check", Code.ROLLED_BACK, _new(fates.UNHEALTHY)),
        Scenario("image-missing", "the registry has no such image", Code.PREFLIGHT, _image_missing),
        Scenario("secret-missing", "a secret does not exist", Code.PREFLIGHT, _secret_missing),
        Scenario("secret-key-missing", "a secret lacks a JSON key", Code.PREFLIGHT, _secret_key_missing),
        Scenario("migration-fails", "a migration fails", Code.MIGRATION, _migration_fails),
        Scenario("breaker-without-rollback", "ECS gives up and leaves it so", Code.ROLLED_BACK, _no_rollback),
        Scenario("breaker-off", "ECS would start dying tasks for ever", Code.ROLLED_BACK, _no_breaker),
        Scenario("rollback-fails", "the release before does not start again", Code.ROLLBACK_FAILED, _rollback_fails),
        Scenario("superseded", "somebody else deploys meanwhile", Code.SUPERSEDED, _then(mishaps.somebody_deploys)),
        Scenario("stopped", "somebody stops the deployment", Code.ROLLED_BACK, _then(mishaps.somebody_stops)),
        Scenario("throttled", "AWS throttles every third call", Code.OK, _while_asked(mishaps.throttle)),
        Scenario("lock-held", "somebody else releases", Code.LOCKED, _lease(90)),
        Scenario("lock-stale", "somebody's release died an hour ago", Code.OK, _lease(-3600)),
        Scenario("timeout", "AWS has no room for the new tasks", Code.TIMEOUT, _new(fates.NO_ROOM)),
        Scenario("zero-tasks", "web is scaled to nothing", Code.PREFLIGHT, _zero_tasks),
        Scenario("wrong-architecture", "the image is built for ARM", Code.PREFLIGHT, _wrong_architecture),
        Scenario("same-definition", "the definition was registered before", Code.OK, _registered_before),
        Scenario("no-change", "the environment serves it already", Code.OK, _served_already),
        Scenario("credentials-expired", "the sign-in ends midway", Code.TIMEOUT, _while_asked(mishaps.sign_out)),
        Scenario("killed-and-resumed", "the command is killed and resumed", Code.OK, _while_asked(mishaps.kill_once)),
    )
}
IMAGE, DIGEST_BEFORE, DIGEST = TAG, OLD, NEW
