"""Amend a signed session note: another note, so that the signed one stays."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.encryption import access
from rung.sessions import policies
from rung.sessions.errors import ReasonMissing
from rung.sessions.models import SessionNote
from rung.sessions.services import versions
from rung.sessions.services.holding import locked_note
from rung.sessions.services.versions import Maker


@transaction.atomic
def amend_note(*, note_id: UUID, reason: str, by: Clinician, at: datetime) -> SessionNote:
    """Begin an amendment of a signed note: another note with the same text, to edit and sign. The signed one stays.

    An amendment that was begun is answered again; its reason stays.

    Raises:
        RecordNotFound: not among the clinician's notes.
        OnlyReading: of somebody the clinician supervises.
        NotTheAuthor: somebody else wrote it.
        NoteNotSigned: it can still be changed.
        NoteAmended: an amendment has taken its place.
        ReasonMissing: no reason is given.
    """
    note = locked_note(by, note_id)
    policies.check_is_author_of(note, by)
    policies.check_may_amend_note(note.status)
    if not reason.strip():
        raise ReasonMissing
    begun = SessionNote.objects.filter(amends=note).first()
    if begun is not None:
        return begun
    amendment = SessionNote(
        session_id=note.session_id,
        client_id=note.client_id,
        is_part2=note.is_part2,
        brief_id=note.brief_id,
        author=by,
        amends=note,
        reason=reason.strip(),
        format=note.format,
        created_at=at,
    )
    audit.record(audit.Act.AMEND, by=by, at=at, subject=audit.Subject("note", amendment.id, note.client_id))
    with access.granted(note.client_id):  # the amendment is the event
        amendment.text, amendment.draft = note.text, note.draft
    amendment.save(force_insert=True)
    versions.add_version(amendment, amendment.text, maker=Maker(by), at=at, layout=note.format)
    return amendment
