"""A world in which the release before serves."""

import json
from dataclasses import asdict
from datetime import timedelta

from deploy.rehearsal import fates
from deploy.rehearsal.blueprints import definition, secret
from deploy.rehearsal.clock import RehearsedClock
from deploy.rehearsal.digests import COMMIT_BEFORE, NEW, OLD, OLDER, OTHER, SECRET_KEYS, TAG
from deploy.rehearsal.fleet import SimService
from deploy.rehearsal.tasks import Task, new_id
from deploy.rehearsal.world import World
from deploy.release import records
from deploy.release.records import Record
from deploy.release.target import ROLES, WEB, WORKER, Target


def furnished(target: Target, speed: float = 0) -> World:
    """Return a world in which the release before serves with two web tasks and one worker."""
    world = World(target, RehearsedClock(speed))
    world.images = dict.fromkeys((OLDER, OLD, NEW, OTHER), "amd64")
    world.tags = {TAG: NEW, "before": OLD}
    for name, keys in SECRET_KEYS.items():
        world.secrets[secret(world, name)] = json.dumps(dict.fromkeys(keys, "rehearsed"))
    for days, digest in ((9, OLDER), (3, OLD)):
        made = {role: world.register(definition(world, role, digest))["taskDefinitionArn"] for role in ROLES}
        _write_down(world, days, digest, made)
    for role, desired in ((WEB, 2), (WORKER, 1)):
        service = SimService(
            name=target.service(role),
            arn=world.arn("ecs", f"service/{target.cluster}/{target.service(role)}"),
            definition=world.family(target.family(role))[0],
            desired=desired,
            fate_of=world.fate_of,
            has_targets=role == WEB,
        )
        born = world.now() - timedelta(days=3)
        service.tasks = [Task(new_id(), service.definition, born, fates.SERVES) for _ in range(desired)]
        world.services[role] = service
    return world


def _write_down(world: World, days: int, digest: str, definitions: dict[str, str]) -> None:
    """Put a release of some days ago into the ledger."""
    began = world.now() - timedelta(days=days)
    record = Record(
        id=records.new_id(began, digest),
        who="ann@laptop",
        digest=digest,
        commit=COMMIT_BEFORE,
        phase="verify",
        outcome=records.SERVING,
        ended=f"{began:%Y-%m-%dT%H:%M:%SZ}",
        definitions=tuple(definitions.items()),
    )
    world.objects[records.name_of(record.id)] = (json.dumps(asdict(record)).encode(), f'"{days}"')
