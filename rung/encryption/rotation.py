"""Rewrap keysets under the current master key, and give owners a new primary key: in batches, under row locks.

Where the work stands is written in the rows themselves: killed half way, it
goes on where it stopped; run twice, it finds nothing to do. Readers are never
blocked. The caller audits each owner returned, in the same transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.db.models.functions import Coalesce

from rung.encryption import keyring, keysets, master
from rung.encryption.errors import KeyDestroyed, TooManyKeys
from rung.encryption.models import DataKey, OwnerKind

INDEX_KINDS = (OwnerKind.PRACTICE_INDEX,)  # a new key would find nothing that the old one indexed


@dataclass(frozen=True, slots=True)
class Wrapped:
    """How many keysets of one kind of owner one master key wraps, and the age of the oldest primary key."""

    wrapped_by: str
    owner_kind: str
    keysets: int
    oldest: datetime


def standing() -> list[Wrapped]:
    """Return the living keysets, counted by master key and kind of owner."""
    counted = _living().values("wrapped_by", "owner_kind").order_by("wrapped_by", "owner_kind")
    rows = counted.annotate(keysets=models.Count("id"), oldest=models.Min(_made_at()))
    return [Wrapped(**row) for row in rows]


def destroyed() -> int:
    """Return the number of tombstones."""
    return DataKey.objects.exclude(destroyed_at=None).count()


def to_rewrap() -> int:
    """Return how many keysets the current master key does not wrap yet."""
    return _elsewhere().count()


def to_rotate(*, older_than: datetime) -> int:
    """Return how many owners have a primary key from before a time."""
    return _stale(older_than).count()


@transaction.atomic
def rewrap_some(limit: int, *, also: Sequence[master.Master] = ()) -> list[keyring.Owner]:
    """Wrap the next keysets under the current master key; return whose they were, none when all is done.

    `also` opens keysets that the process's own master keys do not.

    Raises:
        SealBroken: no master key at hand opens one of them; this batch is left as it was.
    """
    done = []
    for row in _elsewhere().order_by("id").select_for_update()[:limit]:
        owner = _owner(row)
        masters = (*master.to_open(row.wrapped_by), *(key.aead for key in also))
        _keep(row, keysets.unwrapped(bytes(row.wrapped or b""), masters, owner.context()))
        done.append(owner)
    return done


@transaction.atomic
def rotate_some(limit: int, *, older_than: datetime, at: datetime) -> list[keyring.Owner]:
    """Give the next owners with an old primary key a new one; return whose they were, none when all is done.

    Values sealed before stay readable and stay as they are.
    """
    rows = _stale(older_than).order_by("id").select_for_update()[:limit]
    return [_rotated(row, at) for row in rows]


@transaction.atomic
def rotate(owner: keyring.Owner, *, at: datetime) -> None:
    """Give one owner a new primary key.

    Raises:
        KeyDestroyed: the owner has no key.
        TooManyKeys: the keyset is full.
    """
    row = _living().filter(owner_kind=owner.kind, owner_id=owner.id).exclude(owner_kind__in=INDEX_KINDS)
    found = row.select_for_update().first()
    if found is None:
        raise KeyDestroyed
    _rotated(found, at)


def _rotated(row: DataKey, at: datetime) -> keyring.Owner:
    owner = _owner(row)
    handle = keysets.unwrapped(bytes(row.wrapped or b""), master.to_open(row.wrapped_by), owner.context())
    if len(handle.keyset_info().key_info) >= keysets.MOST_KEYS:
        raise TooManyKeys
    row.rotated_at = at
    _keep(row, keysets.with_new_primary(handle))
    transaction.on_commit(lambda: keyring.forget(owner))
    return owner


def _keep(row: DataKey, handle: keysets.Handle) -> None:
    key = master.current()
    row.wrapped = keysets.wrapped(handle, key.aead, _owner(row).context())
    row.wrapped_by = key.name
    row.save(update_fields=["wrapped", "wrapped_by", "rotated_at"])


def _living() -> models.QuerySet[DataKey]:
    return DataKey.objects.filter(destroyed_at=None)


def _elsewhere() -> models.QuerySet[DataKey]:
    return _living().exclude(wrapped_by=master.current().name)


def _stale(older_than: datetime) -> models.QuerySet[DataKey]:
    sealing = _living().exclude(owner_kind__in=INDEX_KINDS)
    return sealing.alias(made_at=_made_at()).filter(made_at__lt=older_than)


def _made_at() -> Coalesce:
    return Coalesce("rotated_at", "created_at")


def _owner(row: DataKey) -> keyring.Owner:
    return keyring.Owner(OwnerKind(row.owner_kind), row.owner_id)
