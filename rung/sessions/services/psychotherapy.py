"""Psychotherapy notes: written, changed and read by their author alone.

Nothing else may import this module: see the contract in .importlinter. There
is no API address, no search, no export and no stage that reaches a note.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients.models import Client
from rung.encryption import access, envelope, keyring
from rung.sessions.errors import NoteChanged, NoteEmpty, NoteNotFound
from rung.sessions.models.psychotherapy import PsychotherapyNote

KIND = "psychotherapy_note"
INNER = "text:client"  # the place of the inner seal: no column has this name


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note with its words."""

    id: UUID
    text: str
    version: int
    created_at: datetime
    changed_at: datetime | None


@transaction.atomic
def write_note(*, client: Client, text: str, by: Clinician, at: datetime) -> PsychotherapyNote:
    """Keep a note about one of the clinician's own clients.

    Raises:
        ClientNotFound: not among the clinician's clients.
        NoteEmpty: it has no text.
    """
    client_policies.check_is_client_of(client, by)
    note = PsychotherapyNote(client=client, author=by, created_at=at)
    note.text = _sealed_inside(note, text)
    note.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=_subject(note))
    return note


@transaction.atomic
def change_note(*, note_id: UUID, text: str, version: int, by: Clinician, at: datetime) -> PsychotherapyNote:
    """Replace a note's text. `version` is the one the author was editing.

    Raises:
        NoteNotFound: not among the notes this clinician wrote.
        NoteEmpty: no text is left.
        NoteChanged: another window saved it since; nothing is written.
    """
    note = PsychotherapyNote.objects.select_for_update().filter(pk=note_id, author=by).first()
    if note is None:
        raise NoteNotFound
    if note.version != version:
        raise NoteChanged
    note.text = _sealed_inside(note, text)
    note.version += 1
    note.changed_at = at
    note.save(update_fields=["text", "version", "changed_at"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=_subject(note))
    return note


def read_notes(*, client: Client, by: Clinician, at: datetime) -> tuple[OpenedNote, ...]:
    """Return what the clinician wrote about a client, newest first; one audited read for each note.

    Notes of others are not among them, whatever the reader's role.
    """
    with transaction.atomic():
        return tuple(_opened(note, by, at) for note in PsychotherapyNote.objects.filter(client=client, author=by))


def _opened(note: PsychotherapyNote, by: Clinician, at: datetime) -> OpenedNote:
    with audit.access(by=by, at=at, subject=_subject(note)), access.granted(by.id):
        inner = base64.b64decode(note.text)
        text = envelope.unseal(inner, owner=keyring.client(note.client_id), place=_inside(note)).decode()
    return OpenedNote(note.id, text, note.version, note.created_at, note.changed_at)


def _sealed_inside(note: PsychotherapyNote, text: str) -> str:
    if not text.strip():
        raise NoteEmpty
    plain = text.strip().encode("utf-8", "replace")
    sealed = envelope.seal(plain, owner=keyring.client(note.client_id), place=_inside(note))
    return base64.b64encode(sealed).decode()


def _inside(note: PsychotherapyNote) -> envelope.Place:
    return envelope.Place(table=str(note._meta.db_table), column=INNER, row=note.id)


def _subject(note: PsychotherapyNote) -> audit.Subject:
    return audit.Subject(KIND, note.id, note.client_id)
