"""One service deployment."""

from dataclasses import dataclass
from datetime import datetime

ENDED = {"SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"}


@dataclass
class Rollout:
    """One service deployment."""

    arn: str
    definition: str
    before: str
    created: datetime
    status: str = "PENDING"
    reason: str = ""
    failures: int = 0
    finished: datetime | None = None

    @property
    def goal(self) -> str:
        """The definition whose tasks are wanted now."""
        return self.before if self.status.startswith("ROLLBACK") else self.definition

    def end(self, status: str, now: datetime, reason: str = "") -> None:
        self.status, self.finished, self.reason = status, now, reason or self.reason
