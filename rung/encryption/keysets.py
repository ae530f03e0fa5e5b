"""Keysets: made, wrapped under a master key, unwrapped, given another primary key. No database here."""

import io
from collections.abc import Iterable

import tink
from tink import aead, cleartext_keyset_handle, prf
from tink.proto import tink_pb2

from rung.encryption.errors import SealBroken

type Handle = tink.KeysetHandle

PREFIX_BYTES = 5  # of a sealed value: 0x01 and the key's id
MOST_KEYS = 24  # one is about 105 bytes, and AWS KMS wraps 4,096 at once


def for_sealing() -> tink.KeysetHandle:
    """Return a fresh keyset that seals values (AES-256-GCM)."""
    aead.register()
    return tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)


def for_indexing() -> tink.KeysetHandle:
    """Return a fresh keyset that derives index keys (HMAC-SHA256)."""
    prf.register()
    return tink.new_keyset_handle(prf.prf_key_templates.HMAC_SHA256)


def wrapped(handle: tink.KeysetHandle, master: aead.Aead, context: bytes) -> bytes:
    """Return a keyset sealed under the master key and bound to its owner."""
    sink = io.BytesIO()
    handle.write_with_associated_data(tink.BinaryKeysetWriter(sink), master, context)
    return sink.getvalue()


def unwrapped(sealed: bytes, masters: Iterable[aead.Aead], context: bytes) -> tink.KeysetHandle:
    """Return the keyset that one of the master keys opens.

    Raises:
        SealBroken: none does: it was altered, or belongs to another owner or master key.
    """
    aead.register()
    prf.register()
    for master in masters:
        try:
            return tink.read_keyset_handle_with_associated_data(tink.BinaryKeysetReader(sealed), master, context)
        except tink.TinkError:  # the next one may
            continue
    raise SealBroken


def with_new_primary(handle: tink.KeysetHandle) -> tink.KeysetHandle:
    """Return the keyset with a fresh key for new values; the others stay, for reading."""
    grown, fresh = _keyset(handle), _keyset(for_sealing())
    while fresh.primary_key_id in {key.key_id for key in grown.key}:
        fresh = _keyset(for_sealing())  # pragma: no cover — once in four thousand million
    grown.key.append(fresh.key[0])
    grown.primary_key_id = fresh.primary_key_id
    return cleartext_keyset_handle.from_keyset(grown)


def prefixes(handle: tink.KeysetHandle) -> frozenset[bytes]:
    """Return how values begin that a keyset can open."""
    return frozenset(b"\x01" + key.key_id.to_bytes(4) for key in handle.keyset_info().key_info)


def _keyset(handle: tink.KeysetHandle) -> tink_pb2.Keyset:
    sink = io.BytesIO()
    cleartext_keyset_handle.write(tink.BinaryKeysetWriter(sink), handle)
    return tink_pb2.Keyset.FromString(sink.getvalue())
