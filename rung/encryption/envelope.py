"""Seal and open one value, bound to its table, column, row and version."""

import hmac
import uuid
from dataclasses import dataclass

import tink

from rung.encryption import access, keyring
from rung.encryption.errors import SealBroken

WRITTEN_ONCE = 1  # what the associated data begins with; changing it makes every stored value unreadable
VERSIONED = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value lives; a value moved elsewhere does not open.

    `version` counts the values of a cell that changes: an old one put back does
    not open. None for a cell that is written once.
    """

    table: str
    column: str
    row: uuid.UUID
    version: int | None = None

    def associated_data(self) -> bytes:
        """Return the bytes authenticated with the ciphertext."""
        if self.version is None:
            return f"rung|{WRITTEN_ONCE}|{self.table}|{self.column}|{self.row}".encode()
        return f"rung|{VERSIONED}|{self.table}|{self.column}|{self.row}|{self.version}".encode()


def seal(plain: bytes, *, owner: keyring.Owner, place: Place) -> bytes:
    """Return the sealed value."""
    return bytes(keyring.key_to_seal(owner).encrypt(plain, place.associated_data()))


def unseal(sealed: bytes, *, owner: keyring.Owner, place: Place) -> bytes:
    """Return the plain value.

    Raises:
        AccessUndeclared: no audited reason was declared for this owner.
        SealBroken: altered, moved, or sealed under another key.
        KeyDestroyed: the owner's key was erased.
    """
    access.require(owner.id)
    return _opened(sealed, owner, place)


def rebind(sealed: bytes, *, owner: keyring.Owner, place: Place, to: Place) -> bytes:
    """Return a value sealed for another place or version; nobody sees it in between.

    Raises:
        SealBroken: it does not belong to `place`.
    """
    return seal(_opened(sealed, owner, place), owner=owner, place=to)


def holds(sealed: bytes, plain: bytes, *, owner: keyring.Owner, place: Place) -> bool:
    """Answer whether a sealed value is this one, in constant time; needs no access, because nothing comes out.

    Raises:
        SealBroken: it does not belong to `place`.
    """
    return hmac.compare_digest(_opened(sealed, owner, place), plain)


def _opened(sealed: bytes, owner: keyring.Owner, place: Place) -> bytes:
    try:
        return bytes(keyring.key_to_open(owner, sealed).decrypt(sealed, place.associated_data()))
    except tink.TinkError as broken:
        raise SealBroken from broken
