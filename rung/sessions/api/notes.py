"""Session notes: list, show, edit, sign, amend."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts import api as sign_in
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.common.api.documents import answered, documented
from rung.common.api.doors import Door
from rung.common.api.limits import Bucket
from rung.common.api.pages import Paging, page_of
from rung.common.api.versions import etag_of, version_edited
from rung.sessions import schemas, selectors, services
from rung.sessions.api.noteshapes import (
    Amended,
    Attested,
    NoteEdit,
    NoteOut,
    NotePageOut,
    OpenedNote,
)
from rung.sessions.models import SessionNote

NEWEST_FIRST = ("-created_at", "-id")
ETAG = answered("ETag", "The version of the text; send it as If-Match with an edit.", 200)
ETAG_OF_NEW = answered("ETag", "The version of the text; send it as If-Match with an edit.", 201)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag of the version you read."
)


@documented("list_notes", query=Paging, out=(200, NotePageOut), refuses=(404,))
class ListNotes(Door[Clinician]):
    """List the notes of a session, newest first, without their words."""

    def get(self, _request: Request, session_id: UUID) -> Response:
        session = selectors.session_of(self.by, session_id)
        page = page_of(selectors.notes_of(session), self.asked(Paging), order=NEWEST_FIRST)
        return Response(NotePageOut(page).data)


@documented("show_note", out=(200, NoteOut), headers=(ETAG,), refuses=(404,))
class ShowNote(Door[Clinician]):
    """Show one session note."""

    def get(self, _request: Request, note_id: UUID) -> Response:
        return note_answer(selectors.note_of(self.by, note_id), by=self.by, at=self.at)


@documented("replace_note", into=NoteEdit, out=(200, NoteOut), headers=(ETAG, IF_MATCH), refuses=(404, 409, 412, 428))
class ReplaceNote(Door[Clinician]):
    """Write every field of a note that is not signed; it is kept as a version."""

    buckets = (Bucket.USUAL, Bucket.NOTES)

    def put(self, request: Request, note_id: UUID) -> Response:
        version, sent = version_edited(request), self.sent(NoteEdit)
        note = selectors.note_of(self.by, note_id)
        with audit.access(by=self.by, at=self.at, subject=_subject(note)):
            before = selectors.note_text_of(note)
        text = _edited(before, {one["key"]: one["text"] for one in sent["sections"]}, count=len(sent["sections"]))
        saved = services.save_note(note_id=note.id, text=text, version=version, by=self.by, at=self.at)
        return note_answer(saved, by=self.by, at=self.at)


@documented("sign_note", into=Attested, out=(200, NoteOut), headers=(ETAG, IF_MATCH), refuses=(404, 409, 412, 422, 428))
class SignNote(Door[Clinician]):
    """Sign a note as its author: you say that you reviewed it, and it is locked.

    It asks for a sign-in of the last minutes. Kept with it are what your state
    has disclosed, how many words were changed, and the hash of the version.
    """

    def post(self, request: Request, note_id: UUID) -> Response:
        version = version_edited(request)
        if not self.sent(Attested)["is_reviewed"]:
            raise ValidationError({"is_reviewed": ["Only a note that you reviewed is signed."]}, code="not_reviewed")
        selectors.note_of(self.by, note_id)
        sign_in.check_is_recent(request, at=self.at)
        note = services.sign_note(note_id=note_id, version=version, by=self.by, at=self.at)
        return note_answer(note, by=self.by, at=self.at)


@documented("amend_note", into=Amended, out=(201, NoteOut), headers=(ETAG_OF_NEW,), refuses=(404, 409, 422))
class AmendNote(Door[Clinician]):
    """Begin an amendment of a signed note, saying why: another note with its text. The signed one stays."""

    def post(self, _request: Request, note_id: UUID) -> Response:
        reason = self.sent(Amended)["reason"]
        amendment = services.amend_note(note_id=note_id, reason=reason, by=self.by, at=self.at)
        return note_answer(amendment, by=self.by, at=self.at, status=201)


def note_answer(note: SessionNote, *, by: Clinician, at: datetime, status: int = 200) -> Response:
    """Return a note with its ETag; the read is audited."""
    with audit.access(by=by, at=at, subject=_subject(note)):
        text, draft = selectors.note_text_of(note), selectors.note_draft_of(note)
        shown = NoteOut(OpenedNote(note, text, draft, selectors.attestation_of(note))).data
    return Response(shown, status, headers={"ETag": etag_of(note.version)})


def _edited(before: schemas.NoteText, sent: dict[str, str], *, count: int) -> schemas.NoteText:
    """Return the note with the texts that were sent.

    Raises:
        ValidationError: a field is sent twice, is not of this format, or is missing.
    """
    if count != len(sent) or set(sent) != {one.key for one in before.sections}:
        said = "Send each field of the note's format once; they are those it was answered with."
        raise ValidationError({"sections": [said]}, code="other_fields")
    return replace(before, sections=tuple(replace(one, text=sent[one.key]) for one in before.sections))


def _subject(note: SessionNote) -> audit.Subject:
    return audit.Subject("note", note.id, note.client_id)
