"""The declared reason without which no sealed value opens."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from rung.encryption.errors import AccessUndeclared

_granted: ContextVar[frozenset[UUID]] = ContextVar("granted", default=frozenset())


@contextmanager
def granted(*owners: UUID) -> Iterator[None]:
    """Let values of these owners open inside the block.

    `rung.audit.access` is the only caller: it writes the audit row first, in
    the same transaction.
    """
    token = _granted.set(_granted.get() | frozenset(owners))
    try:
        yield
    finally:
        _granted.reset(token)


def require(owner: UUID) -> None:
    """Refuse to open a value of an owner nobody declared to read.

    Raises:
        AccessUndeclared: outside `granted`, or for another owner.
    """
    if owner not in _granted.get():
        raise AccessUndeclared
