"""What can be rehearsed: by name, what goes wrong, and with which code the release must end."""

from collections.abc import Callable
from dataclasses import dataclass

from deploy.rehearsal import arrangements, fates, mishaps
from deploy.rehearsal.digests import TAG
from deploy.rehearsal.world import World
from deploy.release.codes import Code


@dataclass(frozen=True, slots=True)
class Scenario:
    """One course of events."""

    name: str
    what: str
    ends: Code
    arrange: Callable[[World], None] = lambda _: None


SCENARIOS: dict[str, Scenario] = {
    scenario.name: scenario
    for scenario in (
        Scenario("happy", "everything goes well", Code.OK),
        Scenario(
            "crash-loop", "the new tasks end soon after they start", Code.ROLLED_BACK, arrangements.new(fates.CRASHES)
        ),
        Scenario(
            "unhealthy-target",
            "the new tasks fail the health check",
            Code.ROLLED_BACK,
            arrangements.new(fates.UNHEALTHY),
        ),
        Scenario("image-missing", "the registry has no such image", Code.PREFLIGHT, arrangements.image_missing),
        Scenario("secret-missing", "a secret does not exist", Code.PREFLIGHT, arrangements.secret_missing),
        Scenario("secret-key-missing", "a secret lacks a JSON key", Code.PREFLIGHT, arrangements.secret_key_missing),
        Scenario("migration-fails", "a migration fails", Code.MIGRATION, arrangements.migration_fails),
        Scenario(
            "breaker-without-rollback", "ECS gives up and leaves it so", Code.ROLLED_BACK, arrangements.no_rollback
        ),
        Scenario("breaker-off", "ECS would start dying tasks for ever", Code.ROLLED_BACK, arrangements.no_breaker),
        Scenario(
            "rollback-fails",
            "the release before does not start again",
            Code.ROLLBACK_FAILED,
            arrangements.rollback_fails,
        ),
        Scenario(
            "superseded",
            "somebody else deploys meanwhile",
            Code.SUPERSEDED,
            arrangements.then(mishaps.somebody_deploys),
        ),
        Scenario(
            "stopped", "somebody stops the deployment", Code.ROLLED_BACK, arrangements.then(mishaps.somebody_stops)
        ),
        Scenario("throttled", "AWS throttles every third call", Code.OK, arrangements.while_asked(mishaps.throttle)),
        Scenario("lock-held", "somebody else releases", Code.LOCKED, arrangements.lease(90)),
        Scenario("lock-stale", "somebody's release died an hour ago", Code.OK, arrangements.lease(-3600)),
        Scenario("timeout", "AWS has no room for the new tasks", Code.TIMEOUT, arrangements.new(fates.NO_ROOM)),
        Scenario("zero-tasks", "web is scaled to nothing", Code.PREFLIGHT, arrangements.zero_tasks),
        Scenario("wrong-architecture", "the image is built for ARM", Code.PREFLIGHT, arrangements.wrong_architecture),
        Scenario("same-definition", "the definition was registered before", Code.OK, arrangements.registered_before),
        Scenario("no-change", "the environment serves it already", Code.OK, arrangements.served_already),
        Scenario(
            "credentials-expired", "the sign-in ends midway", Code.TIMEOUT, arrangements.while_asked(mishaps.sign_out)
        ),
        Scenario(
            "killed-and-resumed",
            "the command is killed and resumed",
            Code.OK,
            arrangements.while_asked(mishaps.kill_once),
        ),
    )
}
IMAGE = TAG
