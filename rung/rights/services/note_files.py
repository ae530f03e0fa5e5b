"""Export one signed session note, as PDF or as FHIR: an audited act, from the first read to the last byte."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.encryption import access
from rung.rights.enums import FileForm
from rung.rights.schemas import CopiedDocument
from rung.rights.services.copying import contents, note_reference
from rung.rights.services.copying.note_reference import Rendered
from rung.sessions import policies, selectors
from rung.sessions.enums import NoteStatus
from rung.sessions.errors import NoteNotSigned
from rung.sessions.models import SessionNote

PDF, FHIR, TEXT = "application/pdf", "application/fhir+json", "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A note as a file; its name does not say whose it is."""

    id: UUID
    client_id: UUID
    kind: str
    name: str
    content: bytes

    @property
    def pk(self) -> UUID:
        """The note's id."""
        return self.id


@transaction.atomic
def export_note(*, note_id: UUID, form: FileForm, by: Clinician, at: datetime) -> NoteFile:
    """Return a signed note of one of the clinician's clients as a file.

    Whoever gives it to somebody notes a disclosure: the export is none yet.

    Raises:
        RecordNotFound: not among the clinician's notes.
        OnlyReading: of somebody the clinician supervises.
        NoteNotSigned: a draft is not given out.
    """
    note = selectors.note_of(by, note_id)
    client_policies.check_is_client_of(note.client, by)
    if note.status == NoteStatus.DRAFT:
        raise NoteNotSigned
    audit.record(audit.Act.EXPORT, by=by, at=at, subject=audit.Subject("note.file", note.id, note.client_id))
    with access.granted(note.client_id):  # every read of the file is this one event
        held = contents.note(note)
        pages = _pages(note, held, at)
    name = f"session-note-{note.session.starts_at:%Y-%m-%d}"
    if form == FileForm.PDF:
        return NoteFile(note.id, note.client_id, PDF, f"{name}.pdf", pages)
    resource = note_reference.reference(note, held, (Rendered(PDF, pages), Rendered(TEXT, held.text.encode())))
    content = json.dumps(resource, ensure_ascii=False).encode()
    return NoteFile(note.id, note.client_id, FHIR, f"{name}.fhir.json", content)


def _pages(note: SessionNote, held: CopiedDocument, at: datetime) -> bytes:
    from rung.rights.services.copying import paper  # heavy: fonts and fpdf2, only for who exports

    notice = policies.redisclosure_notice(is_part2=note.is_part2)
    return paper.document(note.client.full_name(), held, (notice,) if notice else (), at)
