"""One sealed value: opens where it was sealed, by whoever declared it, and nowhere else."""

import dataclasses
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.encryption import access, envelope, keyring
from rung.encryption.errors import AccessUndeclared, KeyDestroyed, SealBroken
from rung.encryption.models import DataKey

pytestmark = pytest.mark.django_db

OVERHEAD = 5 + 12 + 16  # key prefix, nonce, tag: see rung/encryption/__init__.py


@pytest.fixture
def owner() -> keyring.Owner:
    return keyring.client(uuid.uuid4())


@pytest.fixture
def place() -> envelope.Place:
    return envelope.Place("guides", "text_sealed", uuid.uuid4())


def _opened(sealed: bytes, owner: keyring.Owner, place: envelope.Place) -> bytes:
    with access.granted(owner.id):
        return envelope.unseal(sealed, owner=owner, place=place)


def test_what_was_sealed_opens(owner: keyring.Owner, place: envelope.Place) -> None:
    @settings(max_examples=50, deadline=None)
    @given(st.binary(max_size=300))
    def opens(plain: bytes) -> None:
        sealed = envelope.seal(plain, owner=owner, place=place)
        assert _opened(sealed, owner, place) == plain
        assert len(sealed) == len(plain) + OVERHEAD

    opens()


def test_a_value_of_five_megabytes_opens(owner: keyring.Owner, place: envelope.Place) -> None:
    plain = bytes(range(256)) * (5 * 4096)
    assert _opened(envelope.seal(plain, owner=owner, place=place), owner, place) == plain


def test_the_format_is_the_one_that_is_written_down(owner: keyring.Owner, place: envelope.Place) -> None:
    first, second = (envelope.seal(b"same", owner=owner, place=place) for _ in range(2))
    assert first[0] == second[0] == 1
    assert first[1:5] == second[1:5]  # the key's id
    assert first[5:17] != second[5:17]  # a nonce of its own each time


def test_flipping_any_bit_of_any_byte_is_refused(owner: keyring.Owner, place: envelope.Place) -> None:
    sealed = envelope.seal(b"small", owner=owner, place=place)
    for position in range(len(sealed)):
        for bit in range(8):
            altered = bytearray(sealed)
            altered[position] ^= 1 << bit
            with pytest.raises(SealBroken):
                _opened(bytes(altered), owner, place)


def test_flipping_any_byte_of_a_large_value_is_refused(owner: keyring.Owner, place: envelope.Place) -> None:
    sealed = envelope.seal(b"large" * 20_000, owner=owner, place=place)

    @settings(max_examples=100, deadline=None)
    @given(st.integers(0, len(sealed) - 1), st.integers(1, 255))
    def refuses(position: int, change: int) -> None:
        altered = bytearray(sealed)
        altered[position] ^= change
        with pytest.raises(SealBroken):
            _opened(bytes(altered), owner, place)

    refuses()


def test_a_value_cut_off_or_extended_anywhere_is_refused(owner: keyring.Owner, place: envelope.Place) -> None:
    sealed = envelope.seal(b"small", owner=owner, place=place)
    for length in range(len(sealed)):
        for changed in (sealed[:length], sealed[length + 1 :], sealed[:length] + b"\0" + sealed[length:]):
            with pytest.raises(SealBroken):
                _opened(changed, owner, place)


@pytest.mark.parametrize(
    "change",
    [{"table": "briefs"}, {"column": "draft_sealed"}, {"row": uuid.UUID(int=7)}],
    ids=["table", "column", "row"],
)
def test_a_value_moved_to_another_place_is_refused(
    owner: keyring.Owner, place: envelope.Place, change: dict[str, str]
) -> None:
    sealed = envelope.seal(b"mine", owner=owner, place=place)
    with pytest.raises(SealBroken):
        _opened(sealed, owner, dataclasses.replace(place, **change))  # type: ignore[arg-type]  # one field of three types


def test_another_clients_key_opens_nothing(owner: keyring.Owner, place: envelope.Place) -> None:
    other = keyring.client(uuid.uuid4())
    sealed = envelope.seal(b"mine", owner=owner, place=place)
    envelope.seal(b"theirs", owner=other, place=place)
    with pytest.raises(SealBroken):
        _opened(sealed, other, place)


def test_a_practice_and_a_client_of_the_same_id_have_different_keys(place: envelope.Place) -> None:
    same = uuid.uuid4()
    sealed = envelope.seal(b"mine", owner=keyring.client(same), place=place)
    envelope.seal(b"ours", owner=keyring.practice(same), place=place)
    with pytest.raises(SealBroken):
        _opened(sealed, keyring.practice(same), place)


def test_nothing_opens_without_a_declared_access(owner: keyring.Owner, place: envelope.Place) -> None:
    sealed = envelope.seal(b"mine", owner=owner, place=place)
    with pytest.raises(AccessUndeclared):
        envelope.unseal(sealed, owner=owner, place=place)
    with access.granted(uuid.uuid4()), pytest.raises(AccessUndeclared):
        envelope.unseal(sealed, owner=owner, place=place)


def test_a_key_that_was_never_made_is_not_made_by_reading(owner: keyring.Owner, place: envelope.Place) -> None:
    with pytest.raises(KeyDestroyed):
        _opened(b"\1" * 40, owner, place)
    assert DataKey.objects.count() == 0
