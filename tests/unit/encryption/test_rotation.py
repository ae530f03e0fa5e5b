"""Rewrap, rotate and `manage.py keys`, step by step."""

import io
import json
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from rung.audit.models import AuditEvent
from rung.common import clock
from rung.encryption import access, envelope, keyring, keysets, master, rotation, shred
from rung.encryption.errors import KeyDestroyed, SealBroken, TooManyKeys
from rung.encryption.models import DataKey, Why
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db

PLACE = envelope.Place("guides", "text_sealed", uuid.UUID(int=1))


@pytest.fixture
def owner() -> keyring.Owner:
    found = keyring.client(uuid.uuid4())
    keyring.key_to_seal(found)
    return found


def _keys(*arguments: str) -> str:
    sink = io.StringIO()
    call_command("keys", *arguments, stdout=sink, stderr=io.StringIO())
    return sink.getvalue()


def _count(owner: keyring.Owner) -> int:
    row = DataKey.objects.get(owner_id=owner.id)
    handle = keysets.unwrapped(bytes(row.wrapped or b""), master.to_open(row.wrapped_by), owner.context())
    return len(handle.keyset_info().key_info)


def test_a_rotated_keyset_seals_under_the_new_key_and_opens_both(owner: keyring.Owner) -> None:
    old = envelope.seal(b"old", owner=owner, place=PLACE)
    rotation.rotate(owner, at=NOON)
    keyring.forget(owner)
    new = envelope.seal(b"new", owner=owner, place=PLACE)
    assert old[:5] != new[:5]
    with access.granted(owner.id):
        assert [envelope.unseal(value, owner=owner, place=PLACE) for value in (old, new)] == [b"old", b"new"]
    assert (_count(owner), DataKey.objects.get().rotated_at) == (2, NOON)


def test_a_full_keyset_is_not_rotated_and_still_fits_the_key_service(owner: keyring.Owner) -> None:
    for _ in range(keysets.MOST_KEYS - 1):
        rotation.rotate(owner, at=NOON)
    with pytest.raises(TooManyKeys):
        rotation.rotate(owner, at=NOON)
    row = DataKey.objects.get()
    handle = keysets.unwrapped(bytes(row.wrapped or b""), master.to_open(row.wrapped_by), owner.context())
    assert len(keysets._keyset(handle).SerializeToString()) <= 4096


def test_who_has_no_key_gets_none_by_rotation(owner: keyring.Owner) -> None:
    keyring.key_to_index(owner.id)
    for other in (keyring.client(uuid.uuid4()), keyring.index(owner.id)):
        with pytest.raises(KeyDestroyed):
            rotation.rotate(other, at=NOON)
    shred.destroy(owner, why=Why.CLIENT_ERASED, at=NOON)
    with pytest.raises(KeyDestroyed):
        rotation.rotate(owner, at=NOON)


def test_only_old_keys_are_rotated_by_age(owner: keyring.Owner) -> None:
    young = keyring.client(uuid.uuid4())
    keyring.key_to_seal(young)
    DataKey.objects.filter(owner_id=owner.id).update(created_at=clock.now() - timedelta(days=400))
    assert json.loads(_keys("rotate", "--older-than", "365", "--json"))["done"] == 1
    assert (_count(owner), _count(young)) == (2, 1)


def test_rewrapping_keeps_every_kind_of_key(settings: Settings, tmp_path: Path, owner: keyring.Owner) -> None:
    index = keyring.key_to_index(owner.id).primary().compute(b"x", 32)
    sealed = envelope.seal(b"mine", owner=owner, place=PLACE)
    settings.MASTER_KEY_FILES_BEFORE = [settings.MASTER_KEY_FILE]
    settings.MASTER_KEY_FILE = tmp_path / "new.json"
    keyring.forget()
    assert _keys("rewrap") == "2 done, 0 left\n"
    settings.MASTER_KEY_FILES_BEFORE = []
    keyring.forget()
    assert keyring.key_to_index(owner.id).primary().compute(b"x", 32) == index
    with access.granted(owner.id):
        assert envelope.unseal(sealed, owner=owner, place=PLACE) == b"mine"


def test_keysets_from_before_names_were_kept_open_and_are_named(owner: keyring.Owner) -> None:
    DataKey.objects.update(wrapped_by="")
    keyring.forget()
    assert keyring.key_to_open(owner)
    assert "(not noted)" in _keys("status")
    _keys("rewrap")
    assert DataKey.objects.get().wrapped_by == master.current().name


def test_a_batch_that_cannot_be_opened_is_left_as_it_was(
    settings: Settings, tmp_path: Path, owner: keyring.Owner
) -> None:
    before = DataKey.objects.values_list("wrapped", flat=True).get()
    settings.MASTER_KEY_FILE = tmp_path / "new.json"
    keyring.forget()
    with pytest.raises(SealBroken), transaction.atomic():
        rotation.rewrap_some(10)
    with pytest.raises(CommandError) as refusal:
        _keys("rewrap")
    assert refusal.value.returncode == 1
    assert bytes(DataKey.objects.values_list("wrapped", flat=True).get() or b"") == bytes(before or b"")


def test_tombstones_are_counted_and_left_alone(owner: keyring.Owner) -> None:
    shred.destroy(owner, why=Why.CLIENT_ERASED, at=NOON)
    status = json.loads(_keys("status", "--json"))
    assert (status["keysets"], status["destroyed"], status["to_rewrap"], status["to_rotate"]) == ([], 1, 0, 0)
    assert json.loads(_keys("rewrap", "--json"))["done"] == 0


def test_status_counts_by_master_key_and_owner(owner: keyring.Owner) -> None:
    keyring.key_to_seal(keyring.practice(owner.id))
    status = json.loads(_keys("status", "--json"))
    assert status["master_key"] == master.current().name
    assert [(row["owner_kind"], row["keysets"]) for row in status["keysets"]] == [("client", 1), ("practice", 1)]
    assert "client" in _keys("status")


def test_every_key_action_is_audited(owner: keyring.Owner) -> None:
    _keys("rotate", "--client", str(owner.id))
    event = AuditEvent.objects.get(act="key_action")
    assert (event.subject_kind, event.subject_id, event.client_id) == ("key.rotate", owner.id, owner.id)


def test_a_key_action_that_cannot_be_audited_is_not_done(owner: keyring.Owner) -> None:
    before = bytes(DataKey.objects.get().wrapped or b"")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError), transaction.atomic():
        _keys("rotate", "--client", str(owner.id))
    assert bytes(DataKey.objects.get().wrapped or b"") == before


@pytest.mark.parametrize(
    "arguments", [("rotate",), ("rotate", "--older-than", "0"), ("rotate", "--client", "x"), ("burn",)]
)
def test_wrong_usage_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises((CommandError, SystemExit)) as refusal:
        _keys(*arguments)
    assert getattr(refusal.value, "returncode", 2) in {1, 2}
