"""Draft, edit, sign and amend a session note."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients.enums import Purpose
from rung.common import jsonkit
from rung.encryption import access
from rung.sessions import policies, schemas, selectors
from rung.sessions.errors import NoteChanged
from rung.sessions.models import ClinicalBrief, SessionNote
from rung.sessions.services import versions
from rung.sessions.services.consenting import require_consent
from rung.sessions.services.holding import locked_note
from rung.sessions.services.versions import Maker


@transaction.atomic
def keep_note(
    draft: schemas.NoteDraft, *, brief: ClinicalBrief, maker: Maker, by: Clinician, at: datetime
) -> SessionNote:
    """Keep a note drafted from a brief, with a copy for its author to edit.

    Raises:
        ClientNotFound: not among the clinician's clients.
        OnlyReading: of somebody the clinician supervises.
        ConsentRefused: the client did not agree to processing by AI.
    """
    client_policies.check_is_client_of(brief.client, by)
    require_consent(Purpose.AI_PROCESSING, session=brief.session, by=by, at=at)
    note = SessionNote(
        session_id=brief.session_id,
        client_id=brief.client_id,
        is_part2=brief.is_part2,
        brief=brief,
        author=by,
        format=draft.format,
        draft=jsonkit.dump(draft),
        text=jsonkit.dump(draft.as_text),
        created_at=at,
    )
    note.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=_subject(note))
    with access.granted(brief.client_id):  # what the note rests on, where it is from before there were versions
        versions.begin_brief(brief)
    versions.add_version(note, jsonkit.dump(draft.as_text), maker=maker, at=at, layout=draft.format)
    return note


@transaction.atomic
def save_note(*, note_id: UUID, text: schemas.NoteText, version: int, by: Clinician, at: datetime) -> SessionNote:
    """Keep the author's text. `version` is the one that was edited; another format keeps its own fields.

    Raises:
        RecordNotFound: not among the clinician's notes.
        OnlyReading: of somebody the clinician supervises.
        NotTheAuthor: somebody else wrote it.
        NoteSigned: it is signed.
        NoteChanged: another window saved it since; nothing is written.
        NoteTooLong: a field has more than 20,000 characters.
    """
    note = locked_note(by, note_id)
    _check_may_edit(note, version, by)
    policies.check_is_not_too_long(text)
    if text.format != note.format:
        raise NoteChanged
    _write(note, text=jsonkit.dump(text))
    versions.add_version(note, jsonkit.dump(text), maker=Maker(by), at=at, layout=note.format)
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=_subject(note))
    return selectors.note_of(by, note.id)  # anew: what was not opened here is sealed for the version before


@transaction.atomic
def switch_note(
    draft: schemas.NoteDraft, *, note_id: UUID, version: int, maker: Maker, by: Clinician, at: datetime
) -> SessionNote:
    """Lay a note out anew. What its author last wrote in that format comes back; else the draft stands there.

    The text so far stays among the versions.

    Raises:
        as `save_note`, and ConsentRefused: the client did not agree to processing by AI.
    """
    note = locked_note(by, note_id)
    _check_may_edit(note, version, by)
    require_consent(Purpose.AI_PROCESSING, session=note.session, by=by, at=at)
    own = selectors.versions_of(note).filter(layout=draft.format, author__isnull=False).first()
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=_subject(note))
    with access.granted(note.client_id):  # the switch is the event
        text = own.content if own else jsonkit.dump(draft.as_text)
    note.format = draft.format
    _write(note, text=text, draft=jsonkit.dump(draft))
    versions.add_version(note, text, maker=Maker(by) if own else maker, at=at, layout=draft.format)
    return selectors.note_of(by, note.id)


def _write(note: SessionNote, *, text: str, draft: str = "") -> None:
    note.text = text
    if draft:
        note.draft = draft
    note.version += 1
    note.save(update_fields=["text", "draft", "version", "format"])


def _check_may_edit(note: SessionNote, version: int, by: Clinician) -> None:
    policies.check_is_author_of(note, by)
    policies.check_may_edit_note(note.status)
    if note.version != version:
        raise NoteChanged


def _subject(note: SessionNote) -> audit.Subject:
    return audit.Subject("note", note.id, note.client_id)
