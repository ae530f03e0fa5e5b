"""Rows in memory: what they hold before and after a save, copied, deferred, shown."""

import copy
import pickle
import uuid
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.forms import modelform_factory
from django.forms.models import model_to_dict

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.encryption import access, keyring
from rung.encryption.errors import AccessUndeclared, TextUnsealable
from rung.encryption.fields import Ciphertext
from rung.encryption.models import DataKey
from tests.factories import people, records
from tests.factories.canary import CANARY

type Raw = Callable[[models.Model], dict[str, object]]

pytestmark = pytest.mark.django_db


def _new(clinician: Clinician, **values: object) -> Client:
    return Client(practice_id=clinician.practice_id, clinician=clinician, created_at=people.NOON, **values)


def test_saving_the_same_text_again_writes_the_same_ciphertext(client_row: Client, raw: Raw) -> None:
    before = raw(client_row)
    client_row.first_name = CANARY
    client_row.save()
    assert raw(client_row) == before


def test_the_same_text_in_a_new_version_gives_another_ciphertext(client_row: Client, raw: Raw) -> None:
    before = raw(client_row)["first_name_sealed"]
    client_row.first_name, client_row.version = CANARY, 2
    client_row.save()
    assert raw(client_row)["first_name_sealed"] != before


def test_saving_an_unread_row_writes_the_same_ciphertext(client_row: Client, raw: Raw) -> None:
    before = raw(client_row)
    client_row.save()
    assert raw(client_row) == before


def test_update_fields_leaves_the_other_sealed_columns_alone(clinician: Clinician, raw: Raw) -> None:
    guide = records.guide(clinician)
    before = raw(guide)
    guide.draft, guide.text, guide.version = "Other", "Other", 2
    guide.save(update_fields=["text", "version"])
    after = raw(guide)
    assert after["text_sealed"] != before["text_sealed"]
    assert after["draft_sealed"] == before["draft_sealed"]


def test_a_failed_save_keeps_the_text_and_can_be_repeated(clinician: Clinician) -> None:
    client = _new(clinician, first_name=CANARY, last_name="")
    client.practice_id = None  # type: ignore[assignment]  # what makes the insert fail
    with pytest.raises(IntegrityError), transaction.atomic():
        client.save()
    keyring.forget()
    assert client.first_name == CANARY
    client.practice_id = clinician.practice_id
    client.save()
    with access.granted(client.pk):
        assert Client.objects.get(pk=client.pk).first_name == CANARY


def test_a_save_that_was_rolled_back_can_be_repeated(clinician: Clinician) -> None:
    client = _new(clinician, first_name=CANARY, last_name="")
    with suppress(DatabaseError), transaction.atomic():
        client.save(force_insert=True)
        raise DatabaseError
    keyring.forget()
    assert DataKey.objects.count() == 0
    client.save(force_insert=True)
    with access.granted(client.pk):
        assert Client.objects.get(pk=client.pk).first_name == CANARY


@pytest.mark.parametrize("text", ["\ud800", "before \udfff after"])
def test_a_lone_surrogate_is_refused_without_quoting_the_text(clinician: Clinician, text: str) -> None:
    client = _new(clinician, first_name=CANARY + text, last_name="")
    with pytest.raises(TextUnsealable) as refusal, transaction.atomic():
        client.save()
    assert Client.objects.count() == 0
    assert refusal.value.__context__ is None, "the codec's error holds the whole text"
    assert CANARY not in str(refusal.value)


@pytest.mark.parametrize("value", [b"bytes", 7, memoryview(b"bytes")], ids=["bytes", "number", "memoryview"])
def test_only_text_can_be_sealed(clinician: Clinician, value: object) -> None:
    with pytest.raises(FieldError):
        _new(clinician, first_name=value, last_name="").save()


def test_a_column_left_out_is_empty_text(clinician: Clinician) -> None:
    client = _new(clinician, first_name=CANARY)
    client.save()
    with access.granted(client.pk):
        assert Client.objects.get(pk=client.pk).last_name == ""


def test_null_stays_null_where_a_column_allows_it() -> None:
    from rung.pipelines.models import StageRun

    field = StageRun._meta.get_field("output")
    row = StageRun(id=uuid.uuid4())
    assert row.output is None
    assert field.pre_save(row, add=True) is None
    assert field.get_db_prep_value(None, connection) is None


def test_bulk_create_seals_every_row_under_its_own_key(clinician: Clinician, raw: Raw) -> None:
    people_in_care = [_new(clinician, first_name=f"{CANARY}{n}", last_name="") for n in range(3)]
    Client.objects.bulk_create(people_in_care)
    assert DataKey.objects.count() == 3
    for number, client in enumerate(people_in_care):
        assert CANARY.encode() not in bytes(raw(client)["first_name_sealed"])  # type: ignore[call-overload]  # a bytea column
        with access.granted(client.pk):
            assert Client.objects.get(pk=client.pk).first_name == f"{CANARY}{number}"


def test_a_copy_cannot_take_the_ciphertext_to_another_row(client_row: Client) -> None:
    client_row.pk = uuid.uuid4()
    client_row._state.adding = True
    with pytest.raises(FieldError, match="sealed for another row"), transaction.atomic():
        client_row.save()
    assert Client.objects.count() == 1


def test_update_or_create_seals(client_row: Client) -> None:
    renamed = {"first_name": "Other", "last_name": "Other", "version": 2}
    found, was_created = Client.objects.update_or_create(pk=client_row.pk, defaults=renamed)
    assert (found.pk, was_created) == (client_row.pk, False)
    with access.granted(client_row.pk):
        assert Client.objects.get().first_name == "Other"


@pytest.mark.parametrize("choose", [lambda rows: rows.defer("first_name"), lambda rows: rows.only("id")])
def test_a_deferred_column_stays_sealed_until_it_is_read(
    client_row: Client, choose: Callable[[models.QuerySet[Client]], models.QuerySet[Client]]
) -> None:
    found = choose(Client.objects.all()).get()
    with pytest.raises(AccessUndeclared):
        _ = found.first_name
    with access.granted(found.pk):
        assert found.first_name == CANARY
    with pytest.raises(AccessUndeclared):
        _ = found.first_name


def test_a_deferred_column_can_be_saved(client_row: Client, raw: Raw) -> None:
    before = raw(client_row)
    Client.objects.defer("first_name").get().save(update_fields=["first_name", "last_name", "version"])
    assert raw(client_row) == before


def test_refreshing_needs_an_access_and_gives_what_is_stored(client_row: Client) -> None:
    client_row.first_name = "never saved"
    with pytest.raises(AccessUndeclared):
        client_row.refresh_from_db()
    with access.granted(client_row.pk):
        client_row.refresh_from_db()
        assert client_row.first_name == CANARY


def test_refreshing_other_columns_needs_none(client_row: Client) -> None:
    client_row.refresh_from_db(fields=["discharged_at", "created_at"])
    with pytest.raises(AccessUndeclared):
        _ = client_row.first_name


def _pickled(row: Client) -> Client:
    found: Client = pickle.loads(pickle.dumps(row))  # noqa: S301 — our own row
    return found


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, _pickled])
def test_copies_stay_sealed(client_row: Client, duplicate: Callable[[Client], Client]) -> None:
    assert CANARY.encode() not in pickle.dumps(client_row)
    twin = duplicate(client_row)
    assert isinstance(twin.__dict__["first_name"], Ciphertext)
    with pytest.raises(AccessUndeclared):
        _ = twin.first_name
    with access.granted(twin.pk):
        assert twin.first_name == CANARY


def test_shown_or_formatted_a_ciphertext_says_only_its_length(client_row: Client) -> None:
    held = client_row.__dict__["first_name"]
    for shown in (str(held), repr(held), f"{held}", "%s" % held, repr([held]), repr(vars(client_row))):  # noqa: UP031 — a way logs format
        assert "\\x" not in shown
    assert str(held) == f"<sealed, {len(CANARY) + 33} bytes>"


def test_a_row_shown_names_nobody(client_row: Client) -> None:
    with access.granted(client_row.pk):
        assert client_row.full_name() == f"{CANARY} Fictional"
        assert CANARY not in f"{client_row} {client_row!r}"


def test_validating_a_row_keeps_its_text(clinician: Clinician) -> None:
    client = _new(clinician, first_name="Anna", last_name="Bernd")
    client.full_clean(exclude=["discharged_at"])
    assert (client.first_name, client.last_name) == ("Anna", "Bernd")


def test_no_form_is_made_of_a_sealed_column(client_row: Client) -> None:
    form = modelform_factory(Client, exclude=[])
    assert not {"first_name", "last_name"} & set(form.base_fields)
    assert not {"first_name", "last_name"} & set(model_to_dict(client_row))
    with pytest.raises(FieldError):
        modelform_factory(Client, fields=["first_name"])


def test_a_row_is_not_serialized(client_row: Client) -> None:
    with pytest.raises(AccessUndeclared):
        serializers.serialize("json", [client_row])
    with access.granted(client_row.pk), pytest.raises(FieldError):
        serializers.serialize("json", [client_row])
