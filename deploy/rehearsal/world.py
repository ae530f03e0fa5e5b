"""A simulated account: one environment of Rung in it, as the stacks would leave it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from deploy.rehearsal import fates
from deploy.rehearsal.clock import RehearsedClock
from deploy.rehearsal.fates import Fate, OneOff
from deploy.rehearsal.fleet import SimService, Task, new_id
from deploy.release import records
from deploy.release.aws import Page
from deploy.release.records import Record
from deploy.release.target import ROLES, WEB, WORKER, Target

ACCOUNT = "123456789012"
HOST = "rung.example"
TAG = "rehearsed"  # of the image that is new
COMMIT_BEFORE = "1111111111111111111111111111111111111111"
SECRET_KEYS = {"app": ("value",), "database": ("value",)}


def digest_of(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


OLDER, OLD, NEW, OTHER = (digest_of(text) for text in ("long before", "before", "rehearsed", "of somebody else"))


@dataclass
class OneOffTask:
    """A task that was run by itself."""

    id: str
    definition: str
    born: datetime
    plan: OneOff
    command: tuple[str, ...]
    token: str


@dataclass
class World:
    """Everything there is. It moves when it is asked something, up to what the clock says."""

    target: Target
    clock: RehearsedClock
    images: dict[str, str] = field(default_factory=dict)  # digest → architecture
    tags: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)  # ARN → JSON
    definitions: dict[str, Any] = field(default_factory=dict)
    services: dict[str, SimService] = field(default_factory=dict)
    one_offs: list[OneOffTask] = field(default_factory=list)
    objects: dict[str, tuple[bytes, str]] = field(default_factory=dict)  # the ledger: name → body, mark
    fate_by_digest: dict[str, Fate] = field(default_factory=dict)  # by digest; the others serve
    migration: OneOff = fates.MIGRATES
    each_second: Callable[["World"], None] = lambda _: None
    each_call: Callable[["World", str, str], None] = lambda *_: None
    facts: dict[str, float] = field(default_factory=dict)  # what a scenario remembers
    calls: list[str] = field(default_factory=list)
    _until: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._until = self.clock.now()

    def arn(self, service: str, rest: str) -> str:
        return f"arn:aws:{service}:{self.target.region}:{ACCOUNT}:{rest}"

    def uri(self, digest: str) -> str:
        return f"{ACCOUNT}.dkr.ecr.{self.target.region}.amazonaws.com/{self.target.repository}@{digest}"

    def catch_up(self) -> None:
        """Let every second pass that the clock has moved on."""
        while self._until < self.clock.now():
            self._until += timedelta(seconds=1)
            for service in self.services.values():
                service.step(self._until)
            self.each_second(self)

    def now(self) -> datetime:
        """Return how far the world has come."""
        return self._until

    def register(self, shape: Any) -> Any:
        """Keep a task definition as its family's next revision, and return it as AWS would."""
        family = shape["family"]
        number = 1 + max((self.definitions[arn]["revision"] for arn in self.family(family)), default=5)
        arn = self.arn("ecs", f"task-definition/{family}:{number}")
        self.definitions[arn] = {**shape, "taskDefinitionArn": arn, "revision": number, "status": "ACTIVE"}
        return self.definitions[arn]

    def family(self, family: str) -> list[str]:
        """Return a family's task definitions, the newest first."""
        found = [arn for arn, shape in self.definitions.items() if shape["family"] == family]
        return sorted(found, key=lambda arn: -self.definitions[arn]["revision"])

    def digest(self, definition: str) -> str:
        return str(self.definitions[definition]["containerDefinitions"][0]["image"]).partition("@")[2]

    def fate_of(self, definition: str) -> Fate:
        return self.fate_by_digest.get(self.digest(definition), fates.SERVES)

    def fetch(self, url: str) -> Page:
        """Answer https://rung.example/version as whichever task serves."""
        self.catch_up()
        web = self.services[WEB]
        healthy = [task for task in reversed(web.tasks) if task.is_healthy(self.now())]
        if healthy and url.endswith("/health/ready"):
            return Page(200, b'{"status": "ok", "checks": {"DatabaseAnswers": "ok"}}')
        if not healthy or not url.endswith("/version"):
            return Page(503, b"")
        return Page(200, json.dumps({"version": self.digest(healthy[0].definition)}).encode())


def furnished(target: Target, speed: float = 0) -> World:
    """Return a world in which the release before serves with two web tasks and one worker."""
    world = World(target, RehearsedClock(speed))
    world.images = dict.fromkeys((OLDER, OLD, NEW, OTHER), "amd64")
    world.tags = {TAG: NEW, "before": OLD}
    for name, keys in SECRET_KEYS.items():
        world.secrets[_secret(world, name)] = json.dumps(dict.fromkeys(keys, "rehearsed"))
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


def _secret(world: World, name: str) -> str:
    return world.arn("secretsmanager", f"secret:{world.target.cluster}/{name}-AbCdEf")


def definition(world: World, role: str, digest: str) -> Any:
    """Return a task definition as the stack registers it."""
    options = {
        "awslogs-group": f"/{world.target.cluster}/{role}",
        "awslogs-region": world.target.region,
        "awslogs-stream-prefix": role,
    }
    container = {
        "name": role,
        "image": world.uri(digest),
        "essential": True,
        "readonlyRootFilesystem": True,
        "user": "10001:10001",
        "environment": [
            {"name": "RUNG_ALLOWED_HOSTS", "value": HOST},
            {"name": "RUNG_VERSION", "value": digest},
            {"name": "RUNG_COMMIT", "value": COMMIT_BEFORE},
        ],
        "secrets": [
            {"name": "RUNG_SECRET_KEY", "valueFrom": f"{_secret(world, 'app')}:value::"},
            {"name": "RUNG_DATABASE_PASSWORD", "valueFrom": f"{_secret(world, 'database')}:value::"},
        ],
        "logConfiguration": {"logDriver": "awslogs", "options": options},
        "portMappings": [{"containerPort": 8000, "protocol": "tcp"}] if role == WEB else [],
    }
    roles = {name: f"arn:aws:iam::{ACCOUNT}:role/{world.target.cluster}-{kind}" for name, kind in _ROLES.items()}
    return {
        "family": world.target.family(role),
        "containerDefinitions": [container],
        "cpu": "512",
        "memory": "1024",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"},
        **roles,
    }


_ROLES = {"executionRoleArn": "execution", "taskRoleArn": "task"}
