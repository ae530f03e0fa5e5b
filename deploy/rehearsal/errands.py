"""A task that was run by itself."""

from dataclasses import dataclass
from datetime import datetime

from deploy.rehearsal.fates import OneOff


@dataclass
class OneOffTask:
    """A task that was run by itself."""

    id: str
    definition: str
    born: datetime
    plan: OneOff
    command: tuple[str, ...]
    token: str
