"""Signatures of this installation: Ed25519 pairs whose private half opens only through the master key."""

import base64
import hashlib
import io
import uuid
from dataclasses import dataclass

import tink
from tink import signature

from rung.encryption import envelope, keyring
from rung.encryption.errors import SealBroken

OWNER = keyring.practice(uuid.UUID(int=0))  # nobody's: the installation itself


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A new pair as it is kept: `private` is sealed, `public` is for everybody who checks."""

    key_id: str
    public: str
    private: bytes


def new_pair(place: envelope.Place) -> KeyPair:
    """Return a pair whose private half opens only at that place."""
    signature.register()
    pair = tink.new_keyset_handle(signature.signature_key_templates.ED25519)
    private, public = io.BytesIO(), io.BytesIO()
    pair.write_with_associated_data(
        tink.BinaryKeysetWriter(private), keyring.key_to_seal(OWNER), place.associated_data()
    )
    pair.public_keyset_handle().write_no_secret(tink.BinaryKeysetWriter(public))
    shown = base64.b64encode(public.getvalue()).decode()
    return KeyPair(key_id_of(shown), shown, private.getvalue())


def key_id_of(public: str) -> str:
    """Return the name of a public half: its own hash, so that another key cannot take the name."""
    return hashlib.sha256(public.encode()).hexdigest()


def sign(message: bytes, *, private: bytes, place: envelope.Place) -> str:
    """Return the signature in hexadecimal.

    Raises:
        SealBroken: the private half was altered or moved.
        KeyDestroyed: what sealed it does not exist any more.
    """
    signature.register()
    try:
        pair = tink.read_keyset_handle_with_associated_data(
            tink.BinaryKeysetReader(private), keyring.key_to_open(OWNER), place.associated_data()
        )
    except tink.TinkError as broken:
        raise SealBroken from broken
    signer: signature.PublicKeySign = pair.primitive(signature.PublicKeySign)
    signed: bytes = signer.sign(message)
    return signed.hex()


def is_signed(message: bytes, signed: str, *, public: str) -> bool:
    """Answer whether the pair of a public half signed a message."""
    signature.register()
    try:
        handle = tink.read_no_secret_keyset_handle(tink.BinaryKeysetReader(base64.b64decode(public)))
        checker: signature.PublicKeyVerify = handle.primitive(signature.PublicKeyVerify)
        checker.verify(bytes.fromhex(signed), message)
    except (tink.TinkError, ValueError):
        return False
    return True
