"""The keyring: data keys by owner, made on first use, kept unwrapped for a bounded time."""

import io
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tink
from django.conf import settings
from django.db import IntegrityError, transaction
from tink import aead

from rung.common import clock
from rung.encryption.errors import KeyDestroyed, SealBroken
from rung.encryption.models import DataKey, OwnerKind
from rung.providers import local_keys

CACHE_SECONDS = 300.0
CACHE_SIZE = 1024


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose key: a client, or a practice for what belongs to no client."""

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


_cache: OrderedDict[Owner, tuple[float, aead.Aead]] = OrderedDict()  # oldest first
_uncommitted: set[Owner] = set()  # a key that may yet be rolled back must not seal in other transactions
_lock = threading.Lock()


def key_to_seal(owner: Owner) -> aead.Aead:
    """Return the owner's key, making it on first use."""
    return _cached(owner) or _remember(owner, _unwrap(owner, _find(owner) or _make(owner)))


def key_to_open(owner: Owner) -> aead.Aead:
    """Return the owner's key.

    Raises:
        KeyDestroyed: there is none.
    """
    cached = _cached(owner)
    if cached is not None:
        return cached
    row = _find(owner)
    if row is None:
        raise KeyDestroyed
    return _remember(owner, _unwrap(owner, row))


def warm(clients: Iterable[uuid.UUID]) -> None:
    """Fetch the keys of many clients in one query, before a list of them is opened."""
    cold = {found for found in clients if _cached(client(found)) is None}
    if cold:
        for row in DataKey.objects.filter(owner_kind=OwnerKind.CLIENT, owner_id__in=cold):
            owner = client(row.owner_id)
            _remember(owner, _unwrap(owner, row))


def forget() -> None:
    """Drop every unwrapped key from memory."""
    with _lock:
        _cache.clear()
        _uncommitted.clear()
    _master.cache_clear()


def _cached(owner: Owner) -> aead.Aead | None:
    with _lock:
        _drop_expired()
        _, key = _cache.get(owner, (0.0, None))
        return key


def _remember(owner: Owner, key: aead.Aead) -> aead.Aead:
    with _lock:
        _drop_expired()
        if owner not in _uncommitted:
            _cache[owner] = (time.monotonic() + CACHE_SECONDS, key)
            _cache.move_to_end(owner)
        while len(_cache) > CACHE_SIZE:
            _cache.popitem(last=False)
    return key


def _drop_expired() -> None:
    at = time.monotonic()
    while _cache and next(iter(_cache.values()))[0] <= at:
        _cache.popitem(last=False)


def _find(owner: Owner) -> DataKey | None:
    return DataKey.objects.filter(owner_kind=owner.kind, owner_id=owner.id).first()


def _make(owner: Owner) -> DataKey:
    master = _master()  # registers the key type before one is made
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    sink = io.BytesIO()
    handle.write_with_associated_data(tink.BinaryKeysetWriter(sink), master, owner.context())
    row = DataKey(owner_kind=owner.kind, owner_id=owner.id, wrapped=sink.getvalue(), created_at=clock.now())
    try:
        with transaction.atomic():
            _uncommitted.add(owner)
            row.save(force_insert=True)
            transaction.on_commit(lambda: _uncommitted.discard(owner))
    except IntegrityError:
        _uncommitted.discard(owner)
        return DataKey.objects.get(owner_kind=owner.kind, owner_id=owner.id)  # another process was quicker
    return row


def _unwrap(owner: Owner, row: DataKey) -> aead.Aead:
    reader = tink.BinaryKeysetReader(bytes(row.wrapped))
    try:
        handle = tink.read_keyset_handle_with_associated_data(reader, _master(), owner.context())
    except tink.TinkError as broken:
        raise SealBroken from broken
    primitive: aead.Aead = handle.primitive(aead.Aead)
    return primitive


@lru_cache(maxsize=1)
def _master() -> aead.Aead:
    return local_keys.load(Path(settings.MASTER_KEY_FILE), may_create=settings.MASTER_KEY_MAY_BE_CREATED)
