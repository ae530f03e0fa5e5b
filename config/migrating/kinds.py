"""What a migration is told, and how it may end."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Limits:
    """How long what may take, in seconds; how often a refused table lock is tried again."""

    wait: float
    lock: float
    statement: float
    tries: int
    pause: float


class Say(Protocol):
    """Tells whoever watches what happens."""

    def __call__(self, event: str, text: str, **details: object) -> None: ...


class Busy(Exception):
    """Another process migrates this database."""


class TablesBusy(Exception):
    """A table stayed locked by somebody's open transaction; nothing of the migration was kept."""


class Failed(Exception):
    """A migration failed; PostgreSQL took back what it had done."""
