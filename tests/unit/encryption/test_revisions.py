"""What may be written over a sealed text: nothing, or the text of a higher version."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps as installed
from django.core.exceptions import FieldError
from django.db import models, transaction

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.common.models import Stamped
from rung.encryption import access, envelope, keyring
from rung.encryption.errors import SealBroken
from rung.encryption.fields import Ciphertext, EncryptedTextField, SealedByVersion
from rung.pipelines import launch
from rung.pipelines.models import StageRun
from rung.sessions.models import ClientGuide, ClinicalBrief
from tests.factories import people, records
from tests.factories.canary import CANARY

type Raw = Callable[[models.Model], dict[str, object]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief(clinician: Clinician) -> ClinicalBrief:
    return records.brief(clinician, records.transcript(clinician, people.session(clinician)))


@pytest.fixture
def stage(clinician: Clinician) -> StageRun:
    session = people.session(clinician)
    records.transcript(clinician, session)
    run = launch.start_pre_session(session=session, by=clinician, at=people.NOON)
    return StageRun.objects.filter(run=run, output__isnull=True)[0]


@contextmanager
def _refused(words: str) -> Iterator[pytest.ExceptionInfo[FieldError]]:
    with pytest.raises(FieldError, match=words) as refusal, transaction.atomic():
        yield refusal


def _put(row: models.Model, name: str, sealed: object) -> None:
    """Write a ciphertext past the field's rules, as somebody with the database would."""
    type(row)._meta.base_manager.filter(pk=row.pk).update(**{name: Ciphertext(bytes(sealed))})  # type: ignore[call-overload]  # a bytea column


def test_a_text_written_once_is_not_changed(brief: ClinicalBrief, raw: Raw) -> None:
    before = raw(brief)
    brief.content = CANARY
    with _refused("content has another text already: it is written once") as refusal:
        brief.save(update_fields=["content"])
    assert raw(brief) == before
    assert CANARY not in str(refusal.value)


def test_an_unread_text_written_once_stays_as_it_is(brief: ClinicalBrief, raw: Raw) -> None:
    before = raw(brief)
    ClinicalBrief.objects.get(pk=brief.pk).save()
    assert raw(brief) == before


def test_a_row_made_by_hand_changes_nothing_either(brief: ClinicalBrief, raw: Raw) -> None:
    """The database is asked what stands there, not the instance."""
    before = raw(brief)
    twin = ClinicalBrief(pk=brief.pk, client_id=brief.client_id, content=CANARY)
    twin._state.adding = False
    with _refused("written once"):
        twin.save(update_fields=["content"])
    assert raw(brief) == before


def test_a_text_left_out_at_first_is_written_once(stage: StageRun) -> None:
    stage.output = "first"
    stage.save(update_fields=["output"])
    stage.output = "second"
    with _refused("written once"):
        stage.save(update_fields=["output"])
    with access.granted(stage.run.client_id):
        assert StageRun.objects.get(pk=stage.pk).output == "first"


def test_a_text_written_once_is_not_emptied_either(stage: StageRun) -> None:
    stage.output = "first"
    stage.save(update_fields=["output"])
    stage.output = None
    with _refused("written once"):
        stage.save(update_fields=["output"])


def test_a_row_that_is_not_there_yet_is_sealed(clinician: Clinician) -> None:
    client = Client(practice_id=clinician.practice_id, clinician=clinician, created_at=people.NOON, first_name=CANARY)
    client._state.adding = False  # Django tries an UPDATE first, which finds nothing
    client.save()
    with access.granted(client.pk):
        assert Client.objects.get().first_name == CANARY


def test_a_changed_text_needs_a_higher_version(client_row: Client, raw: Raw) -> None:
    before = raw(client_row)
    client_row.first_name = "Other"
    with _refused("raise version with it"):
        client_row.save()
    assert raw(client_row) == before
    client_row.version += 1
    client_row.save()
    with access.granted(client_row.pk):
        assert Client.objects.get().first_name == "Other"


def test_a_version_that_was_passed_is_refused(client_row: Client) -> None:
    stale, unread = (Client.objects.get(pk=client_row.pk) for _ in range(2))
    client_row.first_name, client_row.version = "Newer", 3
    client_row.save()
    stale.first_name, stale.version = "Older", 2
    with _refused("higher version since"):
        stale.save()
    with _refused("higher version since"):
        unread.save()


def test_another_text_of_the_same_version_is_refused_though_unread(client_row: Client) -> None:
    other = people.client(client_row.clinician, "Other")
    client_row.__dict__["first_name"] = Client.objects.get(pk=other.pk).__dict__["first_name"]
    with _refused("another text"):
        client_row.save()


def test_what_shares_the_version_moves_with_it_unread(client_row: Client, raw: Raw) -> None:
    before = raw(client_row)
    client_row.first_name, client_row.version = "Other", 2
    client_row.save()
    assert raw(client_row)["last_name_sealed"] != before["last_name_sealed"]
    with access.granted(client_row.pk):
        assert Client.objects.get().full_name() == "Other Fictional"


@pytest.mark.parametrize("names", [["first_name"], ["version"], ["first_name", "version"], ["last_name", "created_at"]])
def test_texts_and_version_are_written_together(client_row: Client, names: list[str]) -> None:
    client_row.first_name, client_row.version = "Other", 2
    with _refused("Save first_name, last_name, version together"):
        client_row.save(update_fields=names)


def test_a_row_loaded_in_part_is_not_saved_in_part(client_row: Client) -> None:
    with _refused("together"):
        Client.objects.defer("version").get().save()
    Client.objects.only("discharged_at").get().save()  # nothing sealed is written


def test_an_old_ciphertext_put_back_does_not_open(client_row: Client, raw: Raw) -> None:
    old = raw(client_row)
    for number, name in enumerate(("Second", "Third"), start=2):
        client_row.first_name, client_row.version = name, number
        client_row.save()
        for column in ("first_name", "last_name"):
            now = raw(client_row)[f"{column}_sealed"]
            _put(client_row, column, old[f"{column}_sealed"])
            with access.granted(client_row.pk), pytest.raises(SealBroken):
                getattr(Client.objects.get(), column)
            _put(client_row, column, now)


def test_an_old_guide_put_back_does_not_open(clinician: Clinician, raw: Raw) -> None:
    guide = records.guide(clinician)
    versions = [raw(guide)["text_sealed"]]
    for number in range(2, 5):
        guide.text, guide.version = f"text {number}", number
        guide.save(update_fields=["text", "version"])
        versions.append(raw(guide)["text_sealed"])
    for old in versions[:-1]:
        _put(guide, "text", old)
        with access.granted(guide.client_id), pytest.raises(SealBroken):
            _ = ClientGuide.objects.get().text
    _put(guide, "text", versions[-1])
    with access.granted(guide.client_id):
        assert ClientGuide.objects.get().text == "text 4"


def test_a_ciphertext_without_a_version_does_not_open_where_there_is_one(client_row: Client) -> None:
    place = envelope.Place("clients_client", "first_name_sealed", client_row.pk)
    _put(client_row, "first_name", envelope.seal(b"old", owner=keyring.client(client_row.pk), place=place))
    with access.granted(client_row.pk), pytest.raises(SealBroken):
        _ = Client.objects.get().first_name


def test_saving_over_an_altered_cell_is_refused(client_row: Client) -> None:
    _put(client_row, "first_name", b"\1" * 60)
    client_row.first_name = CANARY
    with pytest.raises(SealBroken), transaction.atomic():
        client_row.save()


def test_a_version_must_be_a_number_the_model_keeps_with_its_texts() -> None:
    class Loose(Stamped):
        version = models.CharField(max_length=8)
        text = EncryptedTextField(version="version")
        other = EncryptedTextField(version="nothing")
        once = EncryptedTextField()

        class Meta:
            app_label = "clients"
            apps = type(installed)(["django.contrib.contenttypes"])

    class Kept(SealedByVersion, Stamped):
        version = models.PositiveIntegerField(default=1)
        text = EncryptedTextField(version="version")

        class Meta:
            app_label = "clients"
            apps = type(installed)(["django.contrib.contenttypes"])

    found = [(error.obj.name, error.id) for field in Loose._meta.fields for error in field.check()]
    assert found == [(name, f"encryption.E00{n}") for name in ("text", "other") for n in (1, 2)]
    assert not [error for field in Kept._meta.fields for error in field.check()]


def test_the_column_is_described_to_migrations_with_its_version() -> None:
    described = {
        field.name: field.deconstruct()[1:] for field in Client._meta.fields if isinstance(field, EncryptedTextField)
    }
    path = "rung.encryption.fields.EncryptedTextField"
    assert described == dict.fromkeys(("first_name", "last_name"), (path, [], {"version": "version"}))
