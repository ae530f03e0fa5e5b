"""A simulated account: one environment of Rung in it, as the stacks would leave it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from deploy.rehearsal import fates
from deploy.rehearsal.clock import RehearsedClock
from deploy.rehearsal.digests import ACCOUNT
from deploy.rehearsal.errands import OneOffTask
from deploy.rehearsal.fates import Fate, OneOff
from deploy.rehearsal.fleet import SimService
from deploy.release.aws import Page
from deploy.release.target import WEB, Target


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
