"""Psychotherapy notes: their author's alone."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients.errors import ClientNotFound, OnlyReading
from rung.clients.models import Client
from rung.encryption import access, keyring
from rung.encryption.errors import AccessUndeclared, KeyDestroyed
from rung.encryption.models import DataKey, OwnerKind
from rung.sessions.errors import NoteChanged, NoteEmpty, NoteNotFound
from rung.sessions.models.psychotherapy import PsychotherapyNote
from rung.sessions.services import psychotherapy as services
from tests.factories import people
from tests.factories.canary import CANARY, shapes_of
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def author() -> Clinician:
    return people.clinician()


@pytest.fixture
def client(author: Clinician) -> Client:
    return people.client(author)


@pytest.fixture
def note(author: Clinician, client: Client) -> PsychotherapyNote:
    return services.write_note(client=client, text=f" {CANARY}\n", by=author, at=NOON)


def page_of(client: Client) -> str:
    return f"/admin/clients/client/{client.pk}/psychotherapy/"


def test_the_author_reads_what_they_wrote(author: Clinician, client: Client, note: PsychotherapyNote) -> None:
    (found,) = services.read_notes(client=client, by=author, at=LATER)
    assert (found.id, found.text, found.version, found.created_at) == (note.pk, CANARY, 1, NOON)
    event = AuditEvent.objects.get(subject_kind=services.KIND, act="read")
    assert (event.actor_id, event.client_id, event.subject_id) == (author.pk, client.pk, note.pk)


def test_a_changed_note_counts_its_versions(author: Clinician, client: Client, note: PsychotherapyNote) -> None:
    services.change_note(note_id=note.pk, text="Other", version=1, by=author, at=LATER)
    with pytest.raises(NoteChanged):
        services.change_note(note_id=note.pk, text="Lost", version=1, by=author, at=LATER)
    (found,) = services.read_notes(client=client, by=author, at=LATER)
    assert (found.text, found.version, found.changed_at) == ("Other", 2, LATER)
    assert AuditEvent.objects.filter(subject_kind=services.KIND, act="change").count() == 1


@pytest.mark.parametrize("role", list(Role))
def test_nobody_else_reads_or_changes_one(client: Client, note: PsychotherapyNote, role: Role) -> None:
    other = people.clinician(client.practice)
    other.role = role
    other.save()
    assert services.read_notes(client=client, by=other, at=LATER) == ()
    with pytest.raises(NoteNotFound):
        services.change_note(note_id=note.pk, text="Mine", version=1, by=other, at=LATER)
    with pytest.raises((ClientNotFound, OnlyReading)):
        services.write_note(client=client, text="Mine", by=other, at=LATER)


def test_a_client_who_changes_clinicians_does_not_take_the_notes_along(
    author: Clinician, client: Client, note: PsychotherapyNote
) -> None:
    successor = people.clinician(client.practice)
    client.clinician = successor
    client.save()
    assert services.read_notes(client=client, by=successor, at=LATER) == ()
    assert [found.id for found in services.read_notes(client=client, by=author, at=LATER)] == [note.pk]


def test_access_to_the_client_opens_no_note(client: Client, note: PsychotherapyNote) -> None:
    """Whoever opens the record in an emergency opens the client's key, and that is not enough."""
    found = PsychotherapyNote.objects.get(pk=note.pk)
    with access.granted(client.pk), pytest.raises(AccessUndeclared):
        _ = found.text
    with access.granted(client.pk, note.author_id):
        assert CANARY not in found.text  # the inner seal


def test_the_authors_key_is_not_the_clients(author: Clinician, client: Client, note: PsychotherapyNote) -> None:
    assert note.key_owner() == keyring.psychotherapy(author.pk)
    assert DataKey.objects.filter(owner_kind=OwnerKind.CLINICIAN_NOTES, owner_id=author.pk).count() == 1


def test_erasing_the_clients_key_erases_the_note(author: Clinician, client: Client, note: PsychotherapyNote) -> None:
    DataKey.objects.filter(owner_kind=OwnerKind.CLIENT, owner_id=client.pk).delete()
    keyring.forget()
    with pytest.raises(KeyDestroyed):
        services.read_notes(client=client, by=author, at=LATER)


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_note_is_refused(author: Clinician, client: Client, note: PsychotherapyNote, text: str) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(NoteEmpty):
        services.write_note(client=client, text=text, by=author, at=NOON)
    with pytest.raises(NoteEmpty):
        services.change_note(note_id=note.pk, text=text, version=1, by=author, at=NOON)
    assert PsychotherapyNote.objects.count() == 1
    assert AuditEvent.objects.count() == before


def test_without_its_event_nothing_is_written_or_read(
    author: Clinician, client: Client, note: PsychotherapyNote
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError), transaction.atomic():
        services.write_note(client=client, text="New", by=author, at=NOON)
    with pytest.raises(DatabaseError), transaction.atomic():
        services.change_note(note_id=note.pk, text="New", version=1, by=author, at=NOON)
    with pytest.raises(DatabaseError), transaction.atomic():
        services.read_notes(client=client, by=author, at=NOON)
    assert list(PsychotherapyNote.objects.values_list("pk", "version")) == [(note.pk, 1)]


def test_no_word_of_it_lies_in_the_table(note: PsychotherapyNote) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(n)::text FROM therapy_sessions_psychotherapynote AS n")
        (line,) = cursor.fetchone() or ("",)
    assert str(note.pk) in line
    assert not [shape for shape in shapes_of(CANARY) if shape in line.encode()]


def test_the_page_is_for_the_author(browser: Browser, author: Clinician, client: Client) -> None:
    browser.force_login(author)
    browser.post(page_of(client), {"text": CANARY})
    note = PsychotherapyNote.objects.get()
    assert CANARY in browser.get(page_of(client)).content.decode()
    browser.post(page_of(client), {"note": str(note.pk), "version": "1", "text": "Changed"})
    assert (
        "in another window"
        in browser.post(
            page_of(client), {"note": str(note.pk), "version": "1", "text": "Late"}, follow=True
        ).content.decode()
    )
    assert "has no text" in browser.post(page_of(client), {"text": " "}, follow=True).content.decode()
    assert "Changed" in browser.get(page_of(client)).content.decode()
    browser.force_login(people.clinician(author.practice))
    assert browser.get(page_of(client)).status_code == 404


def test_no_other_page_shows_or_finds_one(browser: Browser, author: Clinician, client: Client) -> None:
    session = people.session(author, client)
    services.write_note(client=client, text=CANARY, by=author, at=NOON)
    browser.force_login(author)
    pages = [
        "/admin/",
        "/admin/clients/client/",
        f"/admin/clients/client/{client.pk}/change/",
        f"/admin/therapy_sessions/therapysession/{session.pk}/change/",
        f"/api/v1/clients/{client.pk}",
        f"/api/v1/sessions/{session.pk}/transcripts",
    ]
    assert not [page for page in pages if CANARY in browser.get(page).content.decode()]
    assert PsychotherapyNote not in admin.site._registry
    described = browser.get("/api/schema").json()
    addresses, shapes = described["paths"], described["components"]["schemas"]
    assert not [name for name in (*addresses, *shapes) if "psychotherapy" in name.lower()]


@pytest.fixture
def browser() -> Browser:
    return Browser()
