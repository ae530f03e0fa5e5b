"""Consents are recorded, taken back, and never lost."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from rung.accounts.enums import State
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients import selectors, services
from rung.clients.enums import Method, Modality, Purpose
from rung.clients.errors import ClientNotFound, ConsentMissing, ConsentNotGiven, ConsentUnwritten, ConsentWithdrawn
from rung.clients.models import Client, Consent
from rung.clients.services.consents import Answer, Scope
from rung.encryption import access
from tests.factories import people
from tests.factories.canary import CANARY
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db

RECORDING = Scope(Purpose.RECORDING, Modality.IN_PERSON)
HEARD = Answer(Method.VERBAL, f"  Heard by {CANARY} ")


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def client(clinician: Clinician) -> Client:
    return people.silent_client(clinician)


def test_a_consent_is_kept_as_it_was_given(clinician: Clinician, client: Client) -> None:
    people.consents(client, clinician, Purpose.RECORDING, answer=HEARD)
    found = Consent.objects.get()
    assert (found.purpose, found.modality, found.method) == ("recording", "in_person", "verbal")
    assert (found.recorded_by, found.created_at, found.text_version) == (clinician, NOON, "1")
    assert CANARY not in repr(Consent.objects.values().get())
    with access.granted(client.pk):
        assert found.words == f"Heard by {CANARY}"


def test_all_are_recorded_or_none(clinician: Clinician, client: Client) -> None:
    moved = services.place_client(client=client, state=State.ILLINOIS, by=clinician, at=NOON)
    before = AuditEvent.objects.count()
    with pytest.raises(ConsentUnwritten):
        people.consents(moved, clinician, Purpose.RECORDING, Purpose.AI_PROCESSING, answer=HEARD)
    assert not Consent.objects.exists()
    assert AuditEvent.objects.count() == before


def test_somebody_elses_client_cannot_be_spoken_for(client: Client) -> None:
    other = people.clinician(client.practice)
    with pytest.raises(ClientNotFound):
        people.consents(client, other)
    with pytest.raises(ClientNotFound):
        services.withdraw_consent(client=client, scope=RECORDING, by=other, at=NOON)
    with pytest.raises(ClientNotFound):
        services.place_client(client=client, state=None, by=other, at=NOON)
    with pytest.raises(ClientNotFound), transaction.atomic():
        services.require_consents(client_id=client.pk, scopes=[], by=other, at=NOON)


def test_a_withdrawal_ends_every_consent_of_its_scope_and_leaves_the_rows(clinician: Clinician, client: Client) -> None:
    people.consents(client, clinician, Purpose.RECORDING)
    people.consents(client, clinician, Purpose.RECORDING, Purpose.AI_PROCESSING, at=NOON + timedelta(hours=1))
    at = NOON + timedelta(hours=2)
    services.withdraw_consent(client=client, scope=RECORDING, by=clinician, at=at)
    rows = selectors.consents_of(client).filter(purpose=Purpose.RECORDING)
    assert [(row.withdrawn_at, row.withdrawn_by) for row in rows] == [(at, clinician)] * 2
    assert selectors.consents_of(client).get(purpose=Purpose.AI_PROCESSING).withdrawn_at is None
    with pytest.raises(ConsentWithdrawn), transaction.atomic():
        services.require_consents(client_id=client.pk, scopes=[RECORDING], by=clinician, at=at)


def test_what_was_not_given_cannot_be_taken_back(clinician: Clinician, client: Client) -> None:
    people.consents(client, clinician, Purpose.AI_PROCESSING)
    with pytest.raises(ConsentNotGiven):
        services.withdraw_consent(client=client, scope=RECORDING, by=clinician, at=NOON)


def test_a_consent_asked_anew_holds_again(clinician: Clinician, client: Client) -> None:
    people.consents(client, clinician, Purpose.RECORDING)
    later = NOON + timedelta(hours=1)
    services.withdraw_consent(client=client, scope=RECORDING, by=clinician, at=later)
    people.consents(client, clinician, Purpose.RECORDING, at=later + timedelta(hours=1))
    with transaction.atomic():
        services.require_consents(client_id=client.pk, scopes=[RECORDING], by=clinician, at=later + timedelta(hours=2))
    assert Consent.objects.count() == 2


def test_a_client_who_moves_brings_the_rules_of_their_state(clinician: Clinician, client: Client) -> None:
    people.consents(client, clinician, Purpose.AI_PROCESSING, answer=HEARD)
    services.place_client(client=client, state=State.ILLINOIS, by=clinician, at=NOON)
    scope = Scope(Purpose.AI_PROCESSING, Modality.IN_PERSON)
    with pytest.raises(ConsentUnwritten), transaction.atomic():
        services.require_consents(client_id=client.pk, scopes=[scope], by=clinician, at=NOON)
    services.place_client(client=client, state=None, by=clinician, at=NOON)
    with transaction.atomic():
        services.require_consents(client_id=client.pk, scopes=[scope], by=clinician, at=NOON)
    with pytest.raises(ConsentMissing), transaction.atomic():
        services.require_consents(client_id=client.pk, scopes=[RECORDING], by=clinician, at=NOON)


def test_the_database_lets_no_consent_go_and_changes_none(clinician: Clinician, client: Client) -> None:
    (made,) = people.consents(client, clinician, Purpose.RECORDING)
    services.withdraw_consent(client=client, scope=RECORDING, by=clinician, at=NOON)
    rows = Consent.objects.filter(pk=made.pk)
    for change in (
        {"withdrawn_at": None, "withdrawn_by": None},
        {"withdrawn_at": NOON + timedelta(days=1)},
        {"purpose": Purpose.AI_PROCESSING},
        {"created_at": NOON - timedelta(days=1)},
    ):
        with pytest.raises(DatabaseError, match="only withdrawn"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="only withdrawn"), transaction.atomic():
        rows.delete()
    assert rows.exists()
