"""Published AES-256-GCM vectors through our seam: from a wrapped key in the database to an opened value.

NIST's (CAVP) and Project Wycheproof's (C2SP, Apache-2.0; `tests/fixtures`, as packaged by crypto-condor 2025.9.8):
those with the nonce and tag that are sealed with here, 96 and 128 bits.
"""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pytest
from tink import cleartext_keyset_handle
from tink.proto import aes_gcm_pb2, tink_pb2

from rung.encryption import access, envelope, keyring, keysets, master
from rung.encryption.errors import SealBroken
from rung.encryption.models import DataKey
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db

WYCHEPROOF = Path(__file__).parents[2] / "fixtures" / "wycheproof_aes_gcm_256.json"
KEY_ID = 0x5A5A5A5A
PREFIX = b"\x01" + KEY_ID.to_bytes(4)
SECTION = re.compile(
    r"\[IVlen = 96\]\n\[PTlen = \d+\]\n\[AADlen = \d+\]\n\[Taglen = 128\]\n(.*?)(?=\n\[|\Z)", re.DOTALL
)
FIELD = re.compile(r"^(Key|IV|CT|AAD|Tag|PT) = ?([0-9a-f]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Vector:
    """One published case; `plain` is None where it must be refused."""

    key: bytes
    sealed: bytes
    bound: bytes
    plain: bytes | None


@dataclass(frozen=True, slots=True)
class Bound(envelope.Place):
    """A place that binds to a vector's own associated data."""

    bytes_of: bytes = b""

    def associated_data(self) -> bytes:
        return self.bytes_of


def _nist() -> Iterator[Vector]:
    text = (resources.files("cryptography_vectors") / "ciphers/AES/GCM/gcmDecrypt256.rsp").read_text()
    for section in SECTION.findall(text.replace("\r\n", "\n")):
        for case in section.split("Count = ")[1:]:
            found = {name: bytes.fromhex(digits) for name, digits in FIELD.findall(case)}
            sealed = PREFIX + found["IV"] + found["CT"] + found["Tag"]
            yield Vector(found["Key"], sealed, found["AAD"], None if "FAIL" in case else found["PT"])


def _wycheproof() -> Iterator[Vector]:
    for case in json.loads(WYCHEPROOF.read_text())["tests"]:
        key, iv, aad, msg, ct, tag = (bytes.fromhex(case[name]) for name in ("key", "iv", "aad", "msg", "ct", "tag"))
        yield Vector(key, PREFIX + iv + ct + tag, aad, msg if case["result"] == "valid" else None)


def _owner_of(key: bytes) -> keyring.Owner:
    """Return a new owner whose wrapped keyset holds this key alone."""
    data = tink_pb2.KeyData(
        type_url="type.googleapis.com/google.crypto.tink.AesGcmKey",
        value=aes_gcm_pb2.AesGcmKey(key_value=key).SerializeToString(),
        key_material_type=tink_pb2.KeyData.SYMMETRIC,
    )
    one = tink_pb2.Keyset.Key(key_data=data, status=tink_pb2.ENABLED, key_id=KEY_ID, output_prefix_type=tink_pb2.TINK)
    handle = cleartext_keyset_handle.from_keyset(tink_pb2.Keyset(primary_key_id=KEY_ID, key=[one]))
    owner, held = keyring.client(uuid.uuid4()), master.current()
    wrapped = keysets.wrapped(handle, held.aead, owner.context())
    DataKey.objects.create(
        owner_kind=owner.kind, owner_id=owner.id, wrapped=wrapped, wrapped_by=held.name, created_at=NOON
    )
    return owner


@pytest.mark.parametrize(("vectors", "numbers"), [(_nist, (184, 191)), (_wycheproof, (21, 27))])
def test_valid_vectors_open_and_invalid_ones_are_refused(
    vectors: Callable[[], Iterator[Vector]], numbers: tuple[int, int]
) -> None:
    opened = refused = 0
    for vector in vectors():
        owner = _owner_of(vector.key)
        place = Bound("t", "c", owner.id, bytes_of=vector.bound)
        with access.granted(owner.id):
            if vector.plain is None:
                with pytest.raises(SealBroken):
                    envelope.unseal(vector.sealed, owner=owner, place=place)
                refused += 1
            else:
                assert envelope.unseal(vector.sealed, owner=owner, place=place) == vector.plain
                opened += 1
    assert (opened, refused) == numbers
