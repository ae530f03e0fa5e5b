"""The keyring: data keys by owner, made on first use, kept unwrapped for a bounded time.

A key destroyed in one process is forgotten there at once; another process that
had it in memory can use it for at most CACHE_SECONDS more.
"""

import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

import tink
from django.db import IntegrityError, transaction
from tink import aead, prf

from rung.common import clock
from rung.encryption import keysets, master
from rung.encryption.errors import KeyDestroyed, WrappedElsewhere
from rung.encryption.models import DataKey, OwnerKind

CACHE_SECONDS = 300.0
CACHE_SIZE = 1024

type Primitive = aead.Aead | prf.PrfSet


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose key: a client, a practice for what belongs to no client, a clinician for psychotherapy notes."""

    kind: OwnerKind
    id: uuid.UUID

    def context(self) -> bytes:
        """Return the associated data that binds a wrapped key to its owner."""
        return f"rung|data-key|{self.kind}|{self.id}".encode()


def client(owner_id: uuid.UUID) -> Owner:
    """Return the owner of one client's values."""
    return Owner(OwnerKind.CLIENT, owner_id)


def practice(owner_id: uuid.UUID) -> Owner:
    """Return the owner of a practice's values that belong to no client."""
    return Owner(OwnerKind.PRACTICE, owner_id)


def psychotherapy(clinician_id: uuid.UUID) -> Owner:
    """Return the owner of one clinician's psychotherapy notes."""
    return Owner(OwnerKind.CLINICIAN_NOTES, clinician_id)


def index(practice_id: uuid.UUID) -> Owner:
    """Return the owner of the key from which a practice's blind indexes are made."""
    return Owner(OwnerKind.PRACTICE_INDEX, practice_id)


@dataclass(frozen=True, slots=True)
class _Held:
    """An unwrapped key in memory; shown, it says nothing of itself."""

    until: float
    prefixes: frozenset[bytes]
    primitive: Primitive = field(repr=False)


_cache: OrderedDict[Owner, _Held] = OrderedDict()  # oldest first
_uncommitted: set[Owner] = set()  # a key that may yet be rolled back must not seal in other transactions
_lock = threading.Lock()


def key_to_seal(owner: Owner) -> aead.Aead:
    """Return the owner's key, making it on first use.

    Raises:
        KeyDestroyed: it was erased; the owner gets no other.
    """
    return cast(aead.Aead, _key(owner))


def key_to_index(practice_id: uuid.UUID) -> prf.PrfSet:
    """Return the key that derives a practice's index keys, making it on first use."""
    return cast(prf.PrfSet, _key(index(practice_id)))


def key_to_open(owner: Owner, sealed: bytes = b"") -> aead.Aead:
    """Return the owner's key.

    A remembered keyset that lacks the key of the `sealed` value is fetched
    again: another process has rotated it since.

    Raises:
        KeyDestroyed: there is none.
    """
    held = _cached(owner)
    if held is not None and (not sealed or sealed[: keysets.PREFIX_BYTES] in held.prefixes):
        return cast(aead.Aead, held.primitive)
    row = _find(owner)
    if row is None:
        raise KeyDestroyed
    return cast(aead.Aead, _remember(owner, row))


def warm(clients: Iterable[uuid.UUID]) -> None:
    """Fetch the keys of many clients in one query, before a list of them is opened."""
    cold = {found for found in clients if _cached(client(found)) is None}
    if cold:
        for row in DataKey.objects.filter(owner_kind=OwnerKind.CLIENT, owner_id__in=cold, destroyed_at=None):
            _remember(client(row.owner_id), row)


def forget(owner: Owner | None = None) -> None:
    """Drop one owner's unwrapped key from memory, or every key and the master keys."""
    if owner is not None:
        with _lock:
            _cache.pop(owner, None)
        return
    with _lock:
        _cache.clear()
        _uncommitted.clear()
    master.forget()


def _key(owner: Owner) -> Primitive:
    held = _cached(owner)
    return held.primitive if held else _remember(owner, _find(owner) or _make(owner))


def _cached(owner: Owner) -> _Held | None:
    with _lock:
        _drop_expired()
        return _cache.get(owner)


def _remember(owner: Owner, row: DataKey) -> Primitive:
    held = _unwrap(owner, row)
    with _lock:
        _drop_expired()
        if owner not in _uncommitted:
            _cache[owner] = held
            _cache.move_to_end(owner)
        while len(_cache) > CACHE_SIZE:
            _cache.popitem(last=False)
    return held.primitive


def _drop_expired() -> None:
    at = time.monotonic()
    while _cache and next(iter(_cache.values())).until <= at:
        _cache.popitem(last=False)


def _find(owner: Owner) -> DataKey | None:
    return DataKey.objects.filter(owner_kind=owner.kind, owner_id=owner.id).first()


def _make(owner: Owner) -> DataKey:
    key, fresh = master.current(), _fresh(owner)
    sealed = keysets.wrapped(fresh, key.aead, owner.context())
    row = DataKey(owner_kind=owner.kind, owner_id=owner.id, wrapped=sealed, wrapped_by=key.name, created_at=clock.now())
    try:
        with transaction.atomic():
            _uncommitted.add(owner)
            row.save(force_insert=True)
            transaction.on_commit(lambda: _uncommitted.discard(owner))
    except IntegrityError:
        _uncommitted.discard(owner)
        return DataKey.objects.get(owner_kind=owner.kind, owner_id=owner.id)  # another process was quicker
    return row


def _fresh(owner: Owner) -> tink.KeysetHandle:
    return keysets.for_indexing() if owner.kind == OwnerKind.PRACTICE_INDEX else keysets.for_sealing()


def _unwrap(owner: Owner, row: DataKey) -> _Held:
    if row.wrapped is None:
        raise KeyDestroyed
    masters = master.to_open(row.wrapped_by)
    if not masters:
        raise WrappedElsewhere.under(row.wrapped_by)
    handle = keysets.unwrapped(bytes(row.wrapped), masters, owner.context())
    kind = prf.PrfSet if owner.kind == OwnerKind.PRACTICE_INDEX else aead.Aead
    return _Held(time.monotonic() + CACHE_SECONDS, keysets.prefixes(handle), handle.primitive(kind))
