"""A destroyed key opens and seals nothing, and its owner gets no other."""

import uuid
from datetime import timedelta

import pytest

from rung.encryption import access, envelope, keyring, shred
from rung.encryption.errors import KeyDestroyed
from rung.encryption.models import DataKey, Why
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> keyring.Owner:
    return keyring.client(uuid.uuid4())


def test_nothing_opens_and_nothing_is_sealed_after(owner: keyring.Owner) -> None:
    place = envelope.Place("table", "column", uuid.uuid4())
    sealed = envelope.seal(b"text", owner=owner, place=place)
    shred.destroy(owner, why=Why.CLIENT_ERASED, at=NOON)
    for attempt in ("cached or not", "from the table"):
        with access.granted(owner.id), pytest.raises(KeyDestroyed):
            envelope.unseal(sealed, owner=owner, place=place)
        with pytest.raises(KeyDestroyed):
            envelope.seal(attempt.encode(), owner=owner, place=place)
        keyring.forget()


def test_the_tombstone_stands_as_it_was(owner: keyring.Owner) -> None:
    first = shred.destroy(owner, why=Why.CLIENT_ERASED, at=NOON)
    again = shred.destroy(owner, why=Why.NOTES_ERASED, at=NOON + timedelta(days=1))
    row = DataKey.objects.get()
    assert (first.pk, again.pk) == (row.pk, row.pk)
    assert (row.wrapped, row.destroyed_at, row.destroyed_why) == (None, NOON, "client_erased")


def test_a_list_passes_over_the_erased(owner: keyring.Owner) -> None:
    other = keyring.client(uuid.uuid4())
    place = envelope.Place("table", "column", uuid.uuid4())
    sealed = envelope.seal(b"text", owner=other, place=place)
    shred.destroy(owner, why=Why.CLIENT_ERASED, at=NOON)
    keyring.forget()
    keyring.warm([owner.id, other.id])
    with access.granted(other.id):
        assert envelope.unseal(sealed, owner=other, place=place) == b"text"
