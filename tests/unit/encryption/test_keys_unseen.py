"""Keys are shown nowhere: not in memory's own words, not in an error, not in a log line."""

import traceback
import uuid

import pytest
from pytest_django.fixtures import Settings

from rung.common.errors import RungError
from rung.encryption import keyring, keysets, master
from rung.encryption.errors import WrappedElsewhere
from rung.encryption.models import DataKey


def _raw_keys(owner: keyring.Owner) -> list[bytes]:
    row = DataKey.objects.get(owner_id=owner.id)
    handle = keysets.unwrapped(bytes(row.wrapped or b""), master.to_open(row.wrapped_by), owner.context())
    return [key.key_data.value[-32:] for key in keysets._keyset(handle).key]


@pytest.mark.django_db(transaction=True)
def test_what_is_remembered_shows_no_key() -> None:
    owner = keyring.client(uuid.uuid4())
    keyring.key_to_seal(owner)
    (secret,) = _raw_keys(owner)
    shown = repr(keyring._cache) + str(DataKey.objects.get()) + repr(master.current()) + repr(owner)
    assert len(keyring._cache) == 1
    for shape in (repr(secret), secret.hex(), str(list(secret))):
        assert shape.strip("b'") not in shown


@pytest.mark.django_db
def test_a_key_wrapped_elsewhere_names_the_master_key_and_what_to_set(settings: Settings) -> None:
    owner = keyring.client(uuid.uuid4())
    keyring.key_to_seal(owner)
    DataKey.objects.update(wrapped_by="kms:alias/gone")
    keyring.forget()
    with pytest.raises(WrappedElsewhere, match=r"kms:alias/gone.*RUNG_KMS_KEY_ID_BEFORE.*keys rewrap"):
        keyring.key_to_open(owner)


@pytest.mark.django_db
def test_a_refusal_to_unwrap_quotes_nothing() -> None:
    owner = keyring.client(uuid.uuid4())
    keyring.key_to_seal(owner)
    (secret,) = _raw_keys(owner)
    wrapped = bytearray(DataKey.objects.get().wrapped or b"")
    wrapped[40] ^= 1
    DataKey.objects.update(wrapped=bytes(wrapped))
    keyring.forget()
    with pytest.raises(RungError) as refusal:
        keyring.key_to_open(owner)
    told = "".join(traceback.format_exception(refusal.value))
    assert secret.hex() not in told
