"""One task of a service, from its birth to its end."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from deploy.rehearsal import fates
from deploy.rehearsal.fates import Fate


def new_id() -> str:
    """Return an id as ECS gives them."""
    return uuid.uuid4().hex


@dataclass
class Task:
    """One task of a service."""

    id: str
    definition: str
    born: datetime
    fate: Fate
    stopped_at: datetime | None = None
    stop_code: str = ""
    reason: str = ""
    exit_code: int | None = None

    def age(self, now: datetime) -> float:
        return (now - self.born).total_seconds()

    def status(self, now: datetime) -> str:
        if self.stopped_at:
            return "STOPPED"
        if self.fate.never_starts or self.age(now) < fates.PULLED_AFTER:
            return "PROVISIONING"
        return "RUNNING" if self.age(now) >= fates.STARTS_AFTER else "PENDING"

    def is_healthy(self, now: datetime) -> bool:
        return self.status(now) == "RUNNING" and not self.fate.is_unhealthy and self.age(now) >= fates.HEALTHY_AFTER

    def stop(self, now: datetime, code: str, reason: str, exit_code: int | None) -> None:
        self.stopped_at, self.stop_code, self.reason, self.exit_code = now, code, reason, exit_code
