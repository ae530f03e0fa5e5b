"""PostgreSQL's own wall: as the application's role, other people's rows do not exist."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from rung.accounts.models import Clinician
from rung.api.models import KeptAnswer
from rung.clients import services as clients
from rung.clients.models import Client
from rung.common import scope
from rung.encryption.fields import EncryptedTextField
from rung.pipelines import launch
from rung.pipelines import services as pipelines
from rung.pipelines.models import ErasureCertificate, PipelineRun
from rung.rights import services as rights_services
from rung.sessions.models import TherapySession
from rung.sessions.services import psychotherapy
from tests.factories import couples, measures, people, plans, reading, records, rights

pytestmark = pytest.mark.django_db

NOBODY = uuid.UUID(int=0)


def protected_tables() -> list[str]:
    """Return the tables that hold something about a client: a sealed column, or a client's id."""
    return [
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("rung.")
        and model._meta.label != "audit.AuditEvent"  # ids and acts, read through selectors
        and (
            model is Client
            or any(isinstance(f, EncryptedTextField) or f.name == "client" for f in model._meta.concrete_fields)
        )
    ]


def counted(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 — a table's name, from the models
        return int(cursor.fetchone()[0])


@pytest.fixture
def mine() -> Clinician:
    """A clinician with a row in every table of a client."""
    who = people.clinician()
    session = people.session(who)
    said = records.transcript(who, session)
    records.memo(who, session)
    measures.form(who, session.client)
    records.flag(who, said)
    records.guide(who, session)
    records.signed_note(who, session)
    run = launch.start_pre_session(session=session, by=who, at=people.NOON)
    with_everything_else(who, session, run)
    return who


def with_everything_else(who: Clinician, session: TherapySession, run: PipelineRun) -> None:
    """Add a row of every kind that nothing above makes."""
    clients.set_hold(client=session.client, reason="A case in court.", by=who, at=people.NOON)
    plans.plan(who, session.client)
    couples.with_client(who, session.client)
    reading.item(who, session.client)
    pipelines.remind_of_risk(at=people.NOON + timedelta(hours=4))
    psychotherapy.write_note(client=session.client, text="My own thoughts.", by=who, at=people.NOON)
    request = rights.request(who, session.client)
    rights_services.fulfill_request(request_id=request.id, words="Given.", by=who, at=people.NOON)
    rights.disclosure(who, session.client)
    records.part_answer(run)
    why = "Their clinician cannot be reached today."
    clients.open_in_emergency(client_id=session.client_id, reason=why, by=who, at=people.NOON)
    KeptAnswer(clinician=who, key_digest="0" * 64, answer="{}", created_at=datetime.now(UTC)).save(force_insert=True)  # noqa: TID251 — the database compares it with its own clock
    ErasureCertificate.objects.create(
        practice=who.practice, client=session.client, erased_by=who, reason="client_asked", retention_years=7,
        artefact_count=0, sha256="0" * 64, created_at=people.NOON,
    )  # fmt: skip
    assert run.is_active


def test_every_table_about_a_client_is_protected_and_forced() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        protected = {name for (name,) in cursor.fetchall()}
    assert len(protected_tables()) >= 9
    assert set(protected_tables()) - protected == set(), "Protect the table in a migration: rung.common.rowsecurity."


def test_the_role_owns_nothing_and_cannot_step_over_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = %s",
            [scope.APP_ROLE],
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE rolname = %s", [scope.APP_ROLE]
        )
        assert cursor.fetchone() == (0,)


def test_without_a_context_there_are_no_rows(mine: Clinician) -> None:
    assert all(counted(table) > 0 for table in protected_tables())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {scope.APP_ROLE}")
        assert {table: counted(table) for table in protected_tables()} == dict.fromkeys(protected_tables(), 0)
        cursor.execute("RESET ROLE")


def test_in_another_clinicians_context_there_are_no_rows(mine: Clinician) -> None:
    for stranger in (people.clinician(mine.practice), people.clinician(), NOBODY):
        with scope.acting(getattr(stranger, "id", NOBODY)):
            seen = {table: counted(table) for table in protected_tables()}
        if getattr(stranger, "practice_id", None) == mine.practice_id:
            assert (
                seen.pop("clients_directoryentry") == 2
            )  # client and partner: a blind index, by which an emergency begins
        assert seen == dict.fromkeys(seen, 0)


def test_in_ones_own_context_every_row_is_there(mine: Clinician) -> None:
    before = {table: counted(table) for table in protected_tables()}
    with scope.acting(mine.id):
        assert {table: counted(table) for table in protected_tables()} == before


@pytest.mark.parametrize("role", ["practice_admin", "operator"])
def test_a_role_without_content_sees_no_row_even_of_its_own(mine: Clinician, role: str) -> None:
    mine.role = role
    mine.save(update_fields=["role"])
    with scope.acting(mine.id):
        assert Client.objects.count() == 0


def test_a_person_who_was_deactivated_sees_no_row(mine: Clinician) -> None:
    mine.is_active = False
    mine.save(update_fields=["is_active"])
    with scope.acting(mine.id):
        assert Client.objects.count() == 0


def test_a_row_cannot_be_written_for_somebody_else(mine: Clinician) -> None:
    other = people.clinician(mine.practice)
    theirs = people.client(other)
    with scope.acting(mine.id):
        assert Client.objects.filter(pk=theirs.pk).update(discharged_at=people.NOON) == 0
        assert Client.objects.filter(pk=theirs.pk).delete()[0] == 0
        assert Client.objects.update(discharged_at=people.NOON) == 2  # client and partner
    with pytest.raises(ProgrammingError, match="row-level security"), scope.acting(mine.id):
        people.client(other)
    with pytest.raises(ProgrammingError, match="row-level security"), scope.acting(mine.id):
        Client.objects.update(clinician=other)


def test_the_context_is_gone_with_its_transaction(mine: Clinician) -> None:
    before = settings_now()
    with scope.acting(mine.id):
        assert settings_now() == (scope.APP_ROLE, str(mine.id))
        with scope.acting(NOBODY):
            assert settings_now() == (scope.APP_ROLE, str(NOBODY))
            assert Client.objects.count() == 0
        assert settings_now() == (scope.APP_ROLE, str(mine.id))
    assert settings_now() == before


def test_the_context_is_gone_with_a_rollback(mine: Clinician) -> None:
    before = settings_now()
    with pytest.raises(ZeroDivisionError), scope.acting(mine.id):
        raise ZeroDivisionError
    assert settings_now() == before


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_used_again_keeps_nothing_of_it() -> None:
    who = people.clinician()
    people.client(who)
    with scope.acting(who.id):
        assert Client.objects.count() == 1
    assert settings_now() == ("none", "")
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {scope.APP_ROLE}")
        cursor.execute("SELECT count(*) FROM clients_client")
        assert cursor.fetchone() == (0,)
        cursor.execute("RESET ROLE")


def test_the_role_may_add_events_and_not_change_them(mine: Clinician) -> None:
    for statement in (
        "UPDATE audit_auditevent SET act = 'read'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            scope.acting(mine.id),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def settings_now() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), coalesce(current_setting('rung.actor', true), '')")
        found = cursor.fetchone()
    return found[0], found[1]
