"""Rows sealed before texts were bound to a version: the migrations bind them, and index the names."""

import importlib

import pytest
from django.apps import apps
from django.db import models

from rung.accounts.models import Clinician
from rung.clients import fields, selectors
from rung.clients.models import Client
from rung.encryption import access, envelope, shred
from rung.encryption.errors import SealBroken
from rung.encryption.fields import Ciphertext
from rung.encryption.models import Why
from rung.sessions.models import ClientGuide
from tests.factories import people, records
from tests.factories.canary import CANARY

pytestmark = pytest.mark.django_db

names = importlib.import_module("rung.clients.migrations.0003_bind_and_index_names")
texts = importlib.import_module("rung.sessions.migrations.0002_text_bound_to_its_version")


def _as_before(row: Client | ClientGuide, column: str, text: str) -> None:
    """Put back what was written before: bound to table, column and row alone."""
    place = envelope.Place(row._meta.db_table, f"{column}_sealed", row.pk)
    sealed = envelope.seal(text.encode(), owner=row.key_owner(), place=place)
    rows: models.QuerySet[models.Model] = type(row)._meta.base_manager.filter(pk=row.pk)
    rows.update(**{column: Ciphertext(sealed)})


@pytest.fixture
def older(clinician: Clinician) -> Client:
    client = people.client(clinician, "placeholder", "placeholder")
    _as_before(client, "first_name", CANARY)
    _as_before(client, "last_name", "Fern")
    Client.objects.update(**dict.fromkeys(fields.INDEXES, ""))
    with access.granted(client.pk), pytest.raises(SealBroken):
        _ = Client.objects.get().first_name
    return client


def test_names_are_bound_and_found(older: Client, clinician: Clinician) -> None:
    names.bind(apps, None)
    names.index(apps, None)
    with access.granted(older.pk):
        assert Client.objects.get().full_name() == f"{CANARY} Fern"
    for text in (CANARY, "fern", f"{CANARY} Fern"):
        assert list(selectors.found_by_name(clinician, text)) == [older]


def test_going_back_and_forth_loses_nothing(older: Client) -> None:
    before = envelope.Place("clients_client", "first_name_sealed", older.pk)
    names.bind(apps, None)
    names.unbind(apps, None)
    sealed = Client.objects.values_list("first_name", flat=True).get()
    with access.granted(older.pk):
        assert envelope.unseal(bytes(sealed), owner=older.key_owner(), place=before).decode() == CANARY  # type: ignore[arg-type]  # ciphertext, typed as the text it holds
    names.bind(apps, None)
    with access.granted(older.pk):
        assert Client.objects.get().first_name == CANARY


def test_the_erased_are_passed_over(older: Client) -> None:
    shred.destroy(older.key_owner(), why=Why.CLIENT_ERASED, at=people.NOON)
    names.bind(apps, None)
    names.index(apps, None)
    assert Client.objects.get().first_name_index == ""


def test_guides_are_bound_to_the_version_they_are_in(clinician: Clinician) -> None:
    guide, erased = records.guide(clinician), records.guide(clinician)
    guide.text, guide.version = "newer", 2
    guide.save(update_fields=["text", "version"])
    _as_before(guide, "text", "as it was")
    shred.destroy(erased.key_owner(), why=Why.CLIENT_ERASED, at=people.NOON)
    texts.bind(apps, None)
    with access.granted(guide.client_id):
        assert ClientGuide.objects.get(pk=guide.pk).text == "as it was"
    texts.unbind(apps, None)
    texts.bind(apps, None)
    with access.granted(guide.client_id):
        assert ClientGuide.objects.get(pk=guide.pk).text == "as it was"
