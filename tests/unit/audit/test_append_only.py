"""The database refuses to change, delete or truncate an event, whoever asks and however."""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, transaction

from rung.audit import services as audit
from rung.audit.models import AuditEvent
from rung.clients.models import Client, DirectoryEntry
from tests.factories import people

pytestmark = pytest.mark.django_db

UPSERT = """INSERT INTO audit_auditevent (id, at, act, outcome, subject_kind, request_id)
    SELECT id, at, act, outcome, subject_kind, request_id FROM audit_auditevent
    ON CONFLICT (id) DO UPDATE SET act = 'read'"""
MERGE = """MERGE INTO audit_auditevent AS old USING audit_auditevent AS new ON old.id = new.id
    WHEN MATCHED THEN UPDATE SET act = 'read'"""

BY_SQL = {
    "update": "UPDATE audit_auditevent SET act = 'read'",
    "update nothing": "UPDATE audit_auditevent SET act = act",
    "delete": "DELETE FROM audit_auditevent",
    "delete by cursor": "WITH gone AS (DELETE FROM audit_auditevent RETURNING *) SELECT * FROM gone",
    "truncate": "TRUNCATE audit_auditevent",
    "truncate cascade": "TRUNCATE accounts_practice, audit_auditevent RESTART IDENTITY CASCADE",
    "upsert": UPSERT,
    "merge": MERGE,
}
BY_ORM: dict[str, Callable[[AuditEvent], object]] = {
    "save": lambda event: event.save(),
    "delete": lambda event: event.delete(),
    "queryset update": lambda _event: AuditEvent.objects.update(act=audit.Act.READ),
    "queryset delete": lambda _event: AuditEvent.objects.all().delete(),
    "bulk update": lambda event: AuditEvent.objects.bulk_update([event], ["act"]),
    "upsert": lambda event: AuditEvent.objects.bulk_create(
        [event], update_conflicts=True, unique_fields=["id"], update_fields=["act"]
    ),
}


@pytest.fixture
def event() -> AuditEvent:
    return audit.record(audit.Act.CHANGE, by=None, at=people.NOON, subject=audit.Subject("guide"))


def _refused(act: Callable[[], object]) -> None:
    before = list(AuditEvent.objects.values())
    assert before
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        act()
    assert list(AuditEvent.objects.values()) == before


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize("statement", BY_SQL.values(), ids=BY_SQL)
def test_sql_cannot_change_an_event(event: AuditEvent, statement: str) -> None:
    _refused(lambda: _run(statement))


@pytest.mark.parametrize("statement", BY_SQL.values(), ids=BY_SQL)
def test_sql_cannot_change_an_event_as_a_replica(event: AuditEvent, statement: str) -> None:
    """A replica's role turns ordinary triggers off; these are ENABLE ALWAYS."""
    _refused(lambda: _run("SET LOCAL session_replication_role = replica", statement))


@pytest.mark.parametrize("act", BY_ORM.values(), ids=BY_ORM)
def test_the_orm_cannot_change_an_event(event: AuditEvent, act: Callable[[AuditEvent], object]) -> None:
    event.act = audit.Act.READ
    _refused(lambda: act(event))


def test_events_can_be_added(event: AuditEvent) -> None:
    audit.record(audit.Act.READ, by=None, at=people.NOON, subject=audit.Subject("guide"))
    assert AuditEvent.objects.count() == 2


def test_an_event_outlives_what_it_is_about() -> None:
    clinician = people.clinician()
    client_id = people.silent_client(clinician).pk
    DirectoryEntry.objects.all().delete()
    assert Client.objects.all().delete()[0] == 1
    assert AuditEvent.objects.filter(subject_kind="client", subject_id=client_id).count() == 1
    assert not [field for field in AuditEvent._meta.get_fields() if field.is_relation]


def test_the_newest_event_comes_first(event: AuditEvent) -> None:
    newer = audit.record(audit.Act.READ, by=None, at=people.NOON, subject=audit.Subject("guide"))
    assert list(AuditEvent.objects.all()) == [newer, event]
