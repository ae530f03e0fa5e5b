"""Seal and open one value, bound to its table, column and row."""

import uuid
from dataclasses import dataclass

import tink

from rung.encryption import access, keyring
from rung.encryption.errors import SealBroken

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value lives; a value moved elsewhere does not open."""

    table: str
    column: str
    row: uuid.UUID

    def associated_data(self) -> bytes:
        """Return the bytes authenticated with the ciphertext."""
        return f"rung|{FORMAT}|{self.table}|{self.column}|{self.row}".encode()


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
    try:
        return bytes(keyring.key_to_open(owner).decrypt(sealed, place.associated_data()))
    except tink.TinkError as broken:
        raise SealBroken from broken
