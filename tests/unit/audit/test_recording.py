"""Events say who did what to whose record; nothing opens that could not be recorded."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress

import pytest
import structlog
from django.db import DatabaseError, connection, transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.audit.models import AuditEvent
from rung.clients.models import Client
from rung.encryption.errors import AccessUndeclared
from tests.factories import people

pytestmark = pytest.mark.django_db

type Declare = Callable[..., AbstractContextManager[None]]

SUBJECT = uuid.UUID(int=7)


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def clients(clinician: Clinician) -> list[Client]:
    """Two clients, read from the database."""
    made = {people.client(clinician, name).pk for name in ("Testa", "Probus")}
    return list(Client.objects.filter(pk__in=made).order_by("created_at", "pk"))


def _lose_the_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")


def _access(clinician: Clinician, *clients: Client) -> AbstractContextManager[None]:
    subject = audit.Subject("client", clients[0].pk, clients[0].pk)
    return audit.access(by=clinician, at=people.NOON, subject=subject)


def _access_to_many(clinician: Clinician, *clients: Client) -> AbstractContextManager[None]:
    ids = [client.pk for client in clients]
    return audit.access_to_many(by=clinician, at=people.NOON, kind="client", client_ids=ids)


both = pytest.mark.parametrize("declare", [_access, _access_to_many])


def test_an_event_holds_what_it_was_given(clinician: Clinician) -> None:
    subject = audit.Subject("guide", SUBJECT, uuid.UUID(int=9))
    event = audit.record(
        audit.Act.RELEASE, by=clinician, at=people.NOON, subject=subject, outcome=audit.Outcome.REFUSED
    )
    assert AuditEvent.objects.filter(pk=event.pk).values().get() == {
        "id": event.pk,
        "at": people.NOON,
        "practice_id": clinician.practice_id,
        "actor_id": clinician.pk,
        "act": "release",
        "outcome": "refused",
        "client_id": uuid.UUID(int=9),
        "subject_kind": "guide",
        "subject_id": SUBJECT,
        "request_id": "",
    }


def test_an_event_without_an_actor_names_none() -> None:
    event = audit.record(audit.Act.SIGN_IN_REFUSED, by=None, at=people.NOON, subject=audit.Subject("address"))
    event.refresh_from_db()
    assert (event.actor_id, event.practice_id, event.client_id, event.subject_id) == (None, None, None, None)


@both
def test_events_carry_the_request_they_happened_in(
    clinician: Clinician, clients: list[Client], declare: Declare
) -> None:
    with structlog.contextvars.bound_contextvars(request_id="a" * 32), declare(clinician, *clients):
        pass
    assert set(AuditEvent.objects.filter(act="read").values_list("request_id", flat=True)) == {"a" * 32}


def test_an_access_is_recorded_before_anything_opens(clinician: Clinician, clients: list[Client]) -> None:
    mine, other = clients
    with _access(clinician, mine):
        event = AuditEvent.objects.get(act="read")
        assert (event.actor_id, event.client_id, event.subject_id) == (clinician.pk, mine.pk, mine.pk)
        assert mine.full_name()
        with pytest.raises(AccessUndeclared):
            other.full_name()
    with pytest.raises(AccessUndeclared):
        mine.full_name()


def test_an_access_to_a_list_is_recorded_once_for_each_client(clinician: Clinician, clients: list[Client]) -> None:
    with _access_to_many(clinician, *clients, *clients):
        assert [client.full_name() for client in clients]
    read = AuditEvent.objects.filter(act="read", subject_kind="client")
    assert read.count() == len(clients)
    assert {event.client_id for event in read} == {client.pk for client in clients}
    assert all(event.subject_id == event.client_id and event.actor_id == clinician.pk for event in read)
    with pytest.raises(AccessUndeclared):
        clients[0].full_name()


def test_an_access_to_nobody_records_nothing_and_opens_nothing(clinician: Clinician, clients: list[Client]) -> None:
    with _access_to_many(clinician), pytest.raises(AccessUndeclared):
        clients[0].full_name()
    assert not AuditEvent.objects.filter(act="read").exists()


def test_a_subject_without_a_client_opens_nobody(clinician: Clinician, clients: list[Client]) -> None:
    subject = audit.Subject("practice", clinician.practice_id)
    with audit.access(by=clinician, at=people.NOON, subject=subject), pytest.raises(AccessUndeclared):
        clients[0].full_name()


@both
def test_nothing_opens_where_the_event_cannot_be_written(
    clinician: Clinician, clients: list[Client], declare: Declare
) -> None:
    opened: list[str] = []

    def read() -> None:
        with declare(clinician, clients[0]):
            opened.append(clients[0].full_name())

    _lose_the_table()
    with pytest.raises(DatabaseError), transaction.atomic():
        read()
    assert opened == []
    with pytest.raises(AccessUndeclared):
        clients[0].full_name()


@both
def test_a_failing_block_closes_the_record_again(clinician: Clinician, clients: list[Client], declare: Declare) -> None:
    with suppress(ZeroDivisionError), declare(clinician, clients[0]):
        raise ZeroDivisionError
    with pytest.raises(AccessUndeclared):
        clients[0].full_name()


@pytest.mark.parametrize("is_within", [True, False], ids=["in a transaction that goes on", "in one of its own"])
@pytest.mark.django_db(transaction=True)
def test_what_is_written_in_an_access_and_its_event_stand_or_fall_together(*, is_within: bool) -> None:
    clinician = people.clinician()
    client = people.client(clinician)
    around = transaction.atomic() if is_within else nullcontext()
    with around, suppress(ZeroDivisionError), _access(clinician, client):
        Client.objects.filter(pk=client.pk).update(discharged_at=people.NOON)
        raise ZeroDivisionError
    assert AuditEvent.objects.filter(act="read").exists() == is_within
    assert Client.objects.filter(discharged_at__isnull=False).exists() == is_within
