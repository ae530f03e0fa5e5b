"""Sign a session note, and amend a signed one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients import selectors as clients
from rung.common import jsonkit, wordkit
from rung.encryption import access
from rung.sessions import policies, schemas, selectors
from rung.sessions.enums import NoteStatus
from rung.sessions.errors import NoteChanged, ReasonMissing
from rung.sessions.models import SessionNote
from rung.sessions.services import versions
from rung.sessions.services.versions import Maker

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
    with access.granted(note.client_id):  # the amendment is the event
        text, draft = note.text, note.draft
    amendment = SessionNote(
        session_id=note.session_id,
        client_id=note.client_id,
        is_part2=note.is_part2,
        brief_id=note.brief_id,
        author=by,
        amends=note,
        reason=reason.strip(),
        format=note.format,
        draft=draft,
        text=text,
        created_at=at,
    )
    amendment.save(force_insert=True)
    versions.add_version(amendment, text, maker=Maker(by), at=at, layout=note.format)
    audit.record(audit.Act.AMEND, by=by, at=at, subject=audit.Subject("note", amendment.id, note.client_id))
    return amendment


def locked_note(by: Clinician, note_id: UUID) -> SessionNote:
    """Return one of the clinician's notes, held to the end of the transaction.

    Raises:
        RecordNotFound: not among the clinician's notes.
        OnlyReading: of somebody the clinician supervises.
    """
    found = selectors.note_of(by, note_id)
    client_policies.check_is_client_of(found.client, by)
    held = SessionNote.objects.select_for_update(of=("self",)).select_related("session", "client__practice")
    return held.get(pk=found.pk)


def _attested(note: SessionNote, moved: wordkit.Distance) -> schemas.Attestation:
    disclosures = clients.rules_of(note.client).disclosures_in_record()
    return schemas.Attestation(STATEMENT, disclosures, moved.before, moved.after, moved.added, moved.removed)
