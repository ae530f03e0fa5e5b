"""A client is erased: nothing of theirs opens, here or from a backup; a certificate lists what went."""

import hashlib
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, models
from pytest_django.fixtures import Settings

from config.settings.parts import storage
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients import selectors
from rung.clients import services as clients
from rung.clients.errors import ClientNotFound, NotConfirmed, OnLegalHold, RetentionNotOver
from rung.clients.models import Client, Consent, EmergencyAccess
from rung.common import scope
from rung.encryption import access, keyring
from rung.encryption.errors import KeyDestroyed
from rung.encryption.fields import EncryptedTextField
from rung.encryption.models import DataKey
from rung.pipelines import launch, services
from rung.pipelines.enums import ArtefactState, ErasureReason, RunStatus
from rung.pipelines.models import ErasureCertificate, PipelineRun
from rung.pipelines.services import lineage
from rung.pipelines.services.erasure import Wish
from rung.rights import services as rights_services
from rung.sessions import services as sessions
from rung.sessions.models import (
    ClientGuide,
    DocumentVersion,
    RiskAct,
    RiskConcern,
    RiskFlag,
    SessionNote,
    TherapySession,
)
from rung.sessions.services import psychotherapy
from tests.factories import couples, measures, people, plans, reading, records, rights
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db

AFTER = NOON + timedelta(days=366 * 7 + 1)
WISH = Wish(ErasureReason.RETENTION_ENDED, "Testa Fictional")


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": storage.local(tmp_path / "files")}


# An erasure writes to none of these; their triggers would refuse it.
LOCKED = {model._meta.db_table for model in (Consent, DocumentVersion, RiskAct, SessionNote)}


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def session(clinician: Clinician) -> TherapySession:
    """A session of a client of whom there is one of everything."""
    session = people.session(clinician, couples.on_both_sides(clinician))
    records.memo(clinician, session)
    said = records.transcript(clinician, session)
    records.flag(clinician, said)
    shared = records.guide(clinician, session)
    text = records.guide_text("Rest.")
    sessions.save_guide(guide_id=shared.id, content=text, version=1, by=clinician, at=NOON)
    sessions.release_guide(guide_id=shared.id, by=clinician, at=NOON)
    records.guide(clinician, session)
    records.signed_note(clinician, session)
    records.part_answer(launch.start_pre_session(session=session, by=clinician, at=NOON))
    psychotherapy.write_note(client=session.client, text="A thought", by=clinician, at=NOON)
    plans.plan(clinician, session.client)
    measures.form(clinician, session.client)
    reading.noted(clinician, session.client)
    services.remind_of_risk(at=NOON + timedelta(hours=4))
    hold = clients.set_hold(client=session.client, reason="Subpoena", by=clinician, at=NOON)
    clients.lift_hold(hold_id=hold.pk, reason="Settled", by=clinician, at=NOON)
    colleague, why = people.clinician(clinician.practice), "Their clinician cannot be reached today."
    clients.open_in_emergency(client_id=session.client_id, reason=why, by=colleague, at=NOON)
    asked = rights.request(clinician, session.client)
    rights_services.fulfill_request(request_id=asked.id, words="Given.", by=clinician, at=NOON)
    rights.disclosure(clinician, session.client)
    return session


def erase(of: Client, by: Clinician, wish: Wish = WISH) -> ErasureCertificate:
    return services.erase_client(client=of, wish=wish, by=by, at=AFTER)


def sealed_rows(client: Client) -> Iterator[tuple[models.Model, str]]:
    """Yield every sealed value of a client: its row and its field."""
    kinds: list[tuple[type[models.Model], str]] = [
        # Reasons of emergencies are sealed under the practice's key: they are emptied, see the certificate's test.
        *((kind.rows.model, kind.path) for kind in lineage.KINDS if kind.rows.model is not EmergencyAccess),
        (Client, "id"),
    ]
    for model, path in kinds:
        fields = [field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
        for row in model._default_manager.filter(**{path: client.pk}):
            yield from ((row, name) for name in fields if row.__dict__[name] is not None)


def opened(client: Client) -> list[str]:
    """Return which sealed values of a client still open for somebody who may open everything."""
    keyring.forget()
    found = []
    with access.granted(client.pk, client.clinician_id):
        for row, name in sealed_rows(client):
            try:
                getattr(row, name)
            except KeyDestroyed:
                continue
            found.append(f"{type(row).__name__}.{name}")
    return found


def dump() -> dict[str, bytes]:
    """Return every table of ours as PostgreSQL copies it out, as a backup does."""
    copies = {}
    with connection.cursor() as cursor:
        for model in ours():
            table, sink = model._meta.db_table, io.BytesIO()
            with cursor.cursor.copy(f"COPY {table} TO STDOUT") as out:
                for block in out:
                    sink.write(block)
            copies[table] = sink.getvalue()
    return copies


def restore(copies: dict[str, bytes], *, without: tuple[str, ...] = ()) -> None:
    """Put a backup back over what is there."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in copies.keys() - {*without, *LOCKED}:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 — our own table
            with cursor.cursor.copy(f"COPY {table} FROM STDIN") as into:
                into.write(copies[table])
        cursor.execute("SET LOCAL session_replication_role = origin")


def ours() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("rung.") and m is not AuditEvent]


def test_nothing_opens_any_more_and_the_clinician_finds_nothing(clinician: Clinician, session: TherapySession) -> None:
    client = session.client
    assert len(opened(client)) > 10
    other = people.client(clinician)
    erase(client, clinician)
    # The author's own key opens the outer seal of a note; the inner one is the client's.
    assert opened(client) == ["PsychotherapyNote.text"]
    with pytest.raises(KeyDestroyed):
        psychotherapy.read_notes(client=client, by=clinician, at=AFTER)
    with pytest.raises(ClientNotFound):
        selectors.client_of(clinician, client.pk)
    found = selectors.clients_of(clinician)
    assert client not in found
    assert other in found
    assert not TherapySession.objects.for_clinician(clinician).filter(client=client).exists()
    assert opened(other)


def test_the_certificate_lists_every_artefact_and_its_state(clinician: Clinician, session: TherapySession) -> None:
    rows = {kind.name: kind.rows.filter(**{kind.path: session.client_id}).count() for kind in lineage.KINDS}
    assert min(rows.values()) >= 1, rows
    with scope.acting(clinician.id):
        made = erase(session.client, clinician)
    lines = list(made.lines.all())
    assert EmergencyAccess.objects.filter(client=session.client, reason__isnull=True).count() == 1
    assert {line.kind for line in lines} == {*rows, "client"}
    assert made.artefact_count == len(lines) == sum(rows.values()) + 1
    assert made.sha256 == hashlib.sha256("\n".join(line.line() for line in lines).encode()).hexdigest()
    states = {(line.kind, line.state) for line in lines}
    for expected in (
        ("recording", ArtefactState.FILE_REMOVED),
        ("client guide", ArtefactState.WITHDRAWN),
        ("client guide", ArtefactState.UNREADABLE),
        ("run", ArtefactState.ENDED),
        ("session", ArtefactState.TIMES_ONLY),
    ):
        assert expected in states
    assert (made.kept_until, made.retention_years) == (NOON.date().replace(year=2033), 7)


def test_work_ends_guides_are_withdrawn_and_flags_say_nothing(clinician: Clinician, session: TherapySession) -> None:
    erase(session.client, clinician)
    assert PipelineRun.objects.get().status == RunStatus.CANCELED
    assert set(ClientGuide.objects.values_list("status", flat=True)) == {"withdrawn", "draft"}
    assert set(RiskFlag.objects.values_list("category", "level")) == {("erased", 0)}
    assert set(RiskConcern.objects.values_list("category", "level", "due_at")) == {("erased", 0, None)}
    kinds = set(AuditEvent.objects.filter(at=AFTER).values_list("subject_kind", flat=True))
    assert {"client", "run", "guide", "memo.purged", "client.erased", "certificate"} <= kinds


def test_files_go_after_the_commit_and_a_mark_stays(
    clinician: Clinician, session: TherapySession, django_capture_on_commit_callbacks: object
) -> None:
    assert callable(django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        made = erase(session.client, clinician)
        assert len(default_storage.listdir("memos")[1]) == 1
    assert default_storage.listdir("memos")[1] == []
    with default_storage.open(f"erased/{session.client_id}") as mark:
        text = mark.read().decode()
    assert made.sha256 in text
    assert len(text.splitlines()) == made.artefact_count + 1


def test_a_backup_without_the_key_table_opens_nothing(clinician: Clinician, session: TherapySession) -> None:
    backup, client = dump(), session.client
    erase(client, clinician)
    restore(backup, without=(DataKey._meta.db_table,))
    found = Client.objects.get(pk=client.pk)
    assert found.erased_at is None, "the backup is older than the erasure"
    assert opened(found) == ["PsychotherapyNote.text"]
    with pytest.raises(KeyDestroyed):
        psychotherapy.read_notes(client=found, by=clinician, at=AFTER)


def test_a_whole_backup_opens_nothing_once_erasures_are_replayed(
    clinician: Clinician, session: TherapySession, django_capture_on_commit_callbacks: object
) -> None:
    assert callable(django_capture_on_commit_callbacks)
    client, other = session.client, people.client(clinician)
    backup = dump()
    with django_capture_on_commit_callbacks(execute=True):
        erase(client, clinician)
    restore(backup)
    assert len(opened(client)) > 10, "the key came back with its table"
    said = io.StringIO()
    call_command("replay_erasures", stdout=said)
    assert "1 destroyed again" in said.getvalue()
    assert opened(client) == ["PsychotherapyNote.text"]
    found = selectors.clients_of(clinician)
    assert client not in found
    assert other in found
    call_command("replay_erasures", stdout=said)
    assert "0 destroyed again" in said.getvalue()
    assert opened(other)


def test_who_came_back_with_a_backup_can_be_erased_again(
    clinician: Clinician, session: TherapySession, django_capture_on_commit_callbacks: object
) -> None:
    assert callable(django_capture_on_commit_callbacks)
    backup = dump()
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            erase(session.client, clinician)
        restore(backup)
    assert default_storage.listdir("erased")[1] == [str(session.client_id)]
    assert services.replay_erasures(at=AFTER) == 1


def test_the_mark_is_the_only_thing_a_replay_needs(clinician: Clinician) -> None:
    assert services.replay_erasures(at=AFTER) == 0
    assert not DataKey.objects.filter(destroyed_at__isnull=False).exists()


def test_a_legal_hold_forbids_it(clinician: Clinician, session: TherapySession) -> None:
    clients.set_hold(client=session.client, reason="Subpoena", by=clinician, at=NOON)
    with pytest.raises(OnLegalHold):
        erase(session.client, clinician)
    assert len(opened(session.client)) > 10


def test_the_states_time_forbids_it_and_names_the_day(clinician: Clinician, session: TherapySession) -> None:
    with pytest.raises(RetentionNotOver, match="2 March 2033"):
        services.erase_client(client=session.client, wish=WISH, by=clinician, at=NOON + timedelta(days=400))
    assert not ErasureCertificate.objects.exists()


def test_the_name_confirms_it_and_only_the_clinician_may(clinician: Clinician, session: TherapySession) -> None:
    with pytest.raises(NotConfirmed):
        erase(session.client, clinician, Wish(ErasureReason.CLIENT_ASKED, "Somebody Else"))
    with pytest.raises(ClientNotFound):
        erase(session.client, people.clinician(clinician.practice))
    assert not ErasureCertificate.objects.exists()


def test_without_its_events_nothing_is_erased(clinician: Clinician, session: TherapySession) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError, match="audit_auditevent"):
        erase(session.client, clinician)
    assert len(opened(session.client)) > 10
    assert not ErasureCertificate.objects.exists()
