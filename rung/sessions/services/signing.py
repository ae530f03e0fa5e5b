"""Sign a session note."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.common import jsonkit, wordkit
from rung.encryption import access
from rung.sessions import policies, schemas, selectors
from rung.sessions.enums import NoteStatus
from rung.sessions.errors import NoteChanged
from rung.sessions.models import SessionNote
from rung.sessions.services.holding import locked_note

STATEMENT = "I have reviewed this note against the session, changed what was wrong, and take responsibility for it."


@transaction.atomic
def sign_note(*, note_id: UUID, version: int, by: Clinician, at: datetime) -> SessionNote:
    """Sign a note as its author; it is locked from then on. `version` is the one that was read.

    What is kept: the hash of the signed version, the statement, what the state
    has disclosed, and how many words were changed. Signing an amendment puts it
    in the place of what it amends.

    Raises:
        RecordNotFound: not among the clinician's notes.
        OnlyReading: of somebody the clinician supervises.
        NotTheAuthor: somebody else wrote it.
        NoteSigned: it was signed before.
        NoteChanged: another text was saved since; nothing is written.
        NoteEmpty: there is nothing to sign.
    """
    note = locked_note(by, note_id)
    policies.check_is_author_of(note, by)
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("note.signed", note.id, note.client_id))
    with access.granted(note.client_id):  # the signature is the event
        text, draft = selectors.note_text_of(note), selectors.note_draft_of(note)
    policies.check_may_sign_note(note.status, text)
    if note.version != version:
        raise NoteChanged
    moved = wordkit.distance_of(wordkit.compare(draft.as_text.whole, text.whole))
    said = _attested(note, moved)
    note.status, note.signed_at, note.changed_share = NoteStatus.SIGNED, at, moved.share
    note.signed_sha256 = selectors.versions_of(note).values_list("sha256", flat=True)[0]
    note.attestation = jsonkit.dump(said)
    note.save(update_fields=["status", "signed_at", "changed_share", "signed_sha256", "attestation"])
    amended = SessionNote.objects.filter(amendment=note, status=NoteStatus.SIGNED)
    amended.update(status=NoteStatus.AMENDED)
    return note


def _attested(note: SessionNote, moved: wordkit.Distance) -> schemas.Attestation:
    disclosures = clients.rules_of(note.client).disclosures_in_record()
    return schemas.Attestation(STATEMENT, disclosures, moved.before, moved.after, moved.added, moved.removed)
