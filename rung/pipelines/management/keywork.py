"""Key actions with their audit events, in one transaction each; rung.encryption is a floor below the audit."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rung.audit import services as audit
from rung.encryption import keyring, master, rotation
from rung.encryption.models import OwnerKind


@transaction.atomic
def rewrap_some(limit: int, *, also: Sequence[master.Master], at: datetime) -> int:
    """Rewrap the next keysets; return how many."""
    return _noted("key.rewrap", rotation.rewrap_some(limit, also=also), at)


@transaction.atomic
def rotate_some(limit: int, *, older_than: datetime, at: datetime) -> int:
    """Give the next owners with an old key a new one; return how many."""
    return _noted("key.rotate", rotation.rotate_some(limit, older_than=older_than, at=at), at)


@transaction.atomic
def rotate(owner: keyring.Owner, *, at: datetime) -> int:
    """Give one owner a new key."""
    rotation.rotate(owner, at=at)
    return _noted("key.rotate", [owner], at)


def _noted(kind: str, owners: list[keyring.Owner], at: datetime) -> int:
    for owner in owners:
        client_id = owner.id if owner.kind == OwnerKind.CLIENT else None
        audit.record(audit.Act.KEY_ACTION, by=None, at=at, subject=audit.Subject(kind, owner.id, client_id))
    return len(owners)
