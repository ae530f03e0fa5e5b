"""Destroyed keys: what they sealed stays closed, nobody makes another, and the others are untouched."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction

from rung.encryption import access, envelope, keyring, shred
from rung.encryption.errors import KeyDestroyed
from rung.encryption.models import DataKey, Why
from tests.factories.people import NOON

PLACE = envelope.Place("guides", "text_sealed", uuid.UUID(int=1))


class Undone(Exception):
    """What makes a transaction roll back here."""


@pytest.fixture
def owner() -> keyring.Owner:
    return keyring.client(uuid.uuid4())


def _opened(sealed: bytes, owner: keyring.Owner) -> bytes:
    with access.granted(owner.id):
        return envelope.unseal(sealed, owner=owner, place=PLACE)


def _remembered_again(owner: keyring.Owner) -> None:
    keyring.key_to_open(owner)
    connection.close()


def _destroy(owner: keyring.Owner) -> DataKey:
    return shred.destroy(owner, why=Why.CLIENT_ERASED, at=NOON)


@pytest.mark.django_db
def test_what_a_destroyed_key_sealed_does_not_open(owner: keyring.Owner) -> None:
    sealed = envelope.seal(b"mine", owner=owner, place=PLACE)
    _destroy(owner)
    for _ in range(2):
        with pytest.raises(KeyDestroyed):
            _opened(sealed, owner)
        keyring.forget()


@pytest.mark.django_db
def test_an_erased_owner_gets_no_other_key(owner: keyring.Owner) -> None:
    envelope.seal(b"mine", owner=owner, place=PLACE)
    _destroy(owner)
    with pytest.raises(KeyDestroyed):
        envelope.seal(b"more", owner=owner, place=PLACE)
    keyring.warm([owner.id])
    assert not keyring._cache


@pytest.mark.django_db
def test_the_tombstone_says_whose_when_and_why_and_holds_no_key(owner: keyring.Owner) -> None:
    envelope.seal(b"mine", owner=owner, place=PLACE)
    _destroy(owner)
    row = DataKey.objects.get()
    assert (row.owner_kind, row.owner_id) == ("client", owner.id)
    assert (row.destroyed_at, row.destroyed_why) == (NOON, "client_erased")
    assert (row.wrapped, row.wrapped_by) == (None, "")


@pytest.mark.django_db
def test_destroying_twice_leaves_the_first_tombstone(owner: keyring.Owner) -> None:
    _destroy(owner)
    shred.destroy(owner, why=Why.RETENTION_ENDED, at=NOON.replace(year=2030))
    row = DataKey.objects.get()
    assert (row.destroyed_at, row.destroyed_why) == (NOON, "client_erased")


@pytest.mark.django_db
def test_an_owner_without_a_key_never_gets_one(owner: keyring.Owner) -> None:
    _destroy(owner)
    with pytest.raises(KeyDestroyed):
        keyring.key_to_seal(owner)


@pytest.mark.django_db
def test_the_others_are_untouched() -> None:
    """One id in every role: destroying one of them leaves the others."""
    same = uuid.uuid4()
    owners = [keyring.client(same), keyring.practice(same), keyring.psychotherapy(same)]
    sealed = {owner: envelope.seal(b"mine", owner=owner, place=PLACE) for owner in owners}
    keyring.key_to_index(same)
    for number, gone in enumerate(owners, start=1):
        _destroy(gone)
        for other in owners[number:]:
            assert _opened(sealed[other], other) == b"mine"
    assert keyring.key_to_index(same)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "half",
    [
        {"wrapped": None},
        {"destroyed_at": NOON},
        {"destroyed_why": "client_erased"},
        {"wrapped": None, "destroyed_at": NOON},
    ],
)
def test_the_database_keeps_no_half_tombstone(owner: keyring.Owner, half: dict[str, object]) -> None:
    keyring.key_to_seal(owner)
    with pytest.raises(IntegrityError, match="key_or_tombstone"), transaction.atomic():
        DataKey.objects.update(**half)


@pytest.mark.django_db(transaction=True)
def test_a_destruction_rolled_back_destroys_nothing(owner: keyring.Owner) -> None:
    sealed = envelope.seal(b"mine", owner=owner, place=PLACE)
    with suppress(Undone), transaction.atomic():
        _destroy(owner)
        raise Undone
    assert _opened(sealed, owner) == b"mine"


@pytest.mark.django_db(transaction=True)
def test_a_key_fetched_again_before_the_commit_is_forgotten_with_it(owner: keyring.Owner) -> None:
    sealed = envelope.seal(b"mine", owner=owner, place=PLACE)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        _destroy(owner)
        pool.submit(_remembered_again, owner).result(10)
        assert owner in keyring._cache
    with pytest.raises(KeyDestroyed):
        _opened(sealed, owner)


@pytest.mark.django_db(transaction=True)
def test_another_process_forgets_within_the_bound(owner: keyring.Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has in memory is what this one would have, had nobody told it."""
    at = [1000.0]
    monkeypatch.setattr("rung.encryption.keyring.time.monotonic", lambda: at[0])
    sealed = envelope.seal(b"mine", owner=owner, place=PLACE)
    remembered = dict(keyring._cache)
    _destroy(owner)
    keyring._cache.update(remembered)
    at[0] += keyring.CACHE_SECONDS - 0.1
    assert _opened(sealed, owner) == b"mine"
    at[0] += 0.1
    with pytest.raises(KeyDestroyed):
        _opened(sealed, owner)


@pytest.mark.django_db(transaction=True)
def test_a_key_is_not_made_while_its_owner_is_erased() -> None:
    """First use and erasure at once, many times: whoever wins, no key outlives the tombstone."""
    for _ in range(12):
        owner, start = keyring.client(uuid.uuid4()), threading.Barrier(2)

        def first_use(owner: keyring.Owner = owner, start: threading.Barrier = start) -> None:
            start.wait(10)
            with suppress(KeyDestroyed):
                keyring.key_to_seal(owner)
            connection.close()

        with ThreadPoolExecutor(1) as pool:
            using = pool.submit(first_use)
            start.wait(10)
            _destroy(owner)
            using.result(10)
        assert DataKey.objects.get(owner_id=owner.id).wrapped is None
        keyring.forget()
        with pytest.raises(KeyDestroyed):
            keyring.key_to_seal(owner)
