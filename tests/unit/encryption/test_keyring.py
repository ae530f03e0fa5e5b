"""Data keys: one for an owner, bound to it, in memory for a bounded time, never before they are committed."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from rung.encryption import keyring
from rung.encryption.errors import KeyDestroyed, SealBroken
from rung.encryption.models import DataKey
from rung.providers import local_keys

AD = b"place"


class Undone(Exception):
    """What makes a transaction roll back here."""


@pytest.fixture
def owner() -> keyring.Owner:
    return keyring.client(uuid.uuid4())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    at = [1000.0]
    monkeypatch.setattr("rung.encryption.keyring.time.monotonic", lambda: at[0])
    return at


@pytest.fixture
def unwrapped(monkeypatch: pytest.MonkeyPatch) -> list[keyring.Owner]:
    """Every owner whose key was unwrapped, in order."""
    seen: list[keyring.Owner] = []
    original = keyring._unwrap

    def unwrap(owner: keyring.Owner, row: DataKey) -> keyring._Held:
        seen.append(owner)
        return original(owner, row)

    monkeypatch.setattr(keyring, "_unwrap", unwrap)
    return seen


@pytest.mark.django_db
def test_the_first_use_makes_one_key_and_later_uses_find_it(owner: keyring.Owner) -> None:
    sealed = keyring.key_to_seal(owner).encrypt(b"text", AD)
    keyring.forget()
    assert keyring.key_to_seal(owner).decrypt(sealed, AD) == b"text"
    keyring.forget()
    assert keyring.key_to_open(owner).decrypt(sealed, AD) == b"text"
    assert DataKey.objects.count() == 1


@pytest.mark.django_db
def test_a_stored_key_is_wrapped(owner: keyring.Owner) -> None:
    keyring.key_to_seal(owner)
    wrapped = bytes(DataKey.objects.get().wrapped or b"")
    assert wrapped
    assert b"AesGcmKey" not in wrapped, "the type's name stands in every unwrapped keyset"
    assert b"EncryptedKeyset" not in wrapped


@pytest.mark.django_db
def test_a_key_row_moved_to_another_owner_is_refused(owner: keyring.Owner) -> None:
    other = keyring.client(uuid.uuid4())
    keyring.key_to_seal(owner)
    DataKey.objects.update(owner_id=other.id)
    keyring.forget()
    for take in (keyring.key_to_seal, keyring.key_to_open):
        with pytest.raises(SealBroken):
            take(other)
    with pytest.raises(KeyDestroyed):
        keyring.key_to_open(owner)


@pytest.mark.django_db
def test_a_key_row_of_another_kind_of_owner_is_refused(owner: keyring.Owner) -> None:
    keyring.key_to_seal(owner)
    DataKey.objects.update(owner_kind="practice")
    keyring.forget()
    with pytest.raises(SealBroken):
        keyring.key_to_open(keyring.practice(owner.id))


@pytest.mark.django_db
def test_another_master_key_opens_no_data_key(owner: keyring.Owner, settings: Settings, tmp_path: Path) -> None:
    keyring.key_to_seal(owner)
    keyring.forget()
    settings.MASTER_KEY_FILE = tmp_path / "another.json"
    with pytest.raises(SealBroken):
        keyring.key_to_open(owner)


@pytest.mark.django_db
def test_no_data_key_is_made_without_a_master_key(owner: keyring.Owner, settings: Settings, tmp_path: Path) -> None:
    settings.MASTER_KEY_FILE, settings.MASTER_KEY_MAY_BE_CREATED = tmp_path / "gone.json", False
    with pytest.raises(local_keys.MasterKeyMissing):
        keyring.key_to_seal(owner)
    assert DataKey.objects.count() == 0
    assert not (tmp_path / "gone.json").exists()


@pytest.mark.django_db(transaction=True)
def test_many_first_uses_at_once_make_one_key(owner: keyring.Owner) -> None:
    threads = 6
    start = threading.Barrier(threads)

    def seal(number: int) -> bytes:
        try:
            start.wait(10)
            return bytes(keyring.key_to_seal(owner).encrypt(b"text %d" % number, AD))
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        sealed = list(pool.map(seal, range(threads)))
    keyring.forget()
    assert [keyring.key_to_open(owner).decrypt(one, AD) for one in sealed] == [b"text %d" % n for n in range(threads)]
    assert DataKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_slower_of_two_makers_takes_the_others_key_and_remembers_it(
    owner: keyring.Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = keyring.key_to_seal(owner).encrypt(b"text", AD)
    keyring.forget()
    monkeypatch.setattr(keyring, "_find", lambda _owner: None)  # as if the other had committed just after we looked
    assert keyring.key_to_seal(owner).decrypt(sealed, AD) == b"text"
    assert list(keyring._cache) == [owner]
    assert DataKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_committed_key_is_unwrapped_once_in_its_time(
    owner: keyring.Owner, clock: list[float], unwrapped: list[keyring.Owner]
) -> None:
    keyring.key_to_seal(owner)
    keyring.key_to_seal(owner)
    clock[0] += keyring.CACHE_SECONDS - 1
    keyring.key_to_open(owner)
    assert len(unwrapped) == 1
    clock[0] += 1
    keyring.key_to_open(owner)
    assert len(unwrapped) == 2


@pytest.mark.django_db(transaction=True)
def test_expired_keys_leave_memory_even_if_nobody_asks_for_them(clock: list[float]) -> None:
    for _ in range(3):
        keyring.key_to_seal(keyring.client(uuid.uuid4()))
    assert len(keyring._cache) == 3
    clock[0] += keyring.CACHE_SECONDS
    keyring.key_to_seal(keyring.client(uuid.uuid4()))
    assert len(keyring._cache) == 1


@pytest.mark.django_db(transaction=True)
def test_memory_holds_a_bounded_number_of_keys_the_newest(
    monkeypatch: pytest.MonkeyPatch, unwrapped: list[keyring.Owner]
) -> None:
    monkeypatch.setattr(keyring, "CACHE_SIZE", 3)
    owners = [keyring.client(uuid.uuid4()) for _ in range(5)]
    for owner in owners:
        keyring.key_to_seal(owner)
    assert list(keyring._cache) == owners[2:]
    unwrapped.clear()
    for owner in owners[2:]:
        keyring.key_to_open(owner)
    assert unwrapped == []


@pytest.mark.django_db(transaction=True)
def test_a_key_that_was_rolled_back_seals_nothing_afterwards(owner: keyring.Owner) -> None:
    with suppress(Undone), transaction.atomic():
        keyring.key_to_seal(owner)
        keyring.key_to_open(owner)
        raise Undone
    assert DataKey.objects.count() == 0
    sealed = keyring.key_to_seal(owner).encrypt(b"text", AD)
    keyring.forget()
    assert keyring.key_to_open(owner).decrypt(sealed, AD) == b"text"


@pytest.mark.django_db(transaction=True)
def test_a_key_not_committed_yet_seals_nothing_in_other_transactions(owner: keyring.Owner) -> None:
    def seal() -> bytes:
        try:
            return bytes(keyring.key_to_seal(owner).encrypt(b"text", AD))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with suppress(Undone), transaction.atomic():
            keyring.key_to_seal(owner)
            waiting = pool.submit(seal)  # waits in the database until this transaction ends
            raise Undone
        sealed = waiting.result(10)
    keyring.forget()
    assert keyring.key_to_open(owner).decrypt(sealed, AD) == b"text"


@pytest.mark.django_db(transaction=True)
def test_forgetting_empties_memory(owner: keyring.Owner, unwrapped: list[keyring.Owner]) -> None:
    keyring.key_to_seal(owner)
    keyring.forget()
    assert not keyring._cache
    keyring.key_to_open(owner)
    assert len(unwrapped) == 2
