"""A signed note as a file to download."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from rung.accounts.models import Clinician
from rung.pipelines.admin.pages import uuid_or_404
from rung.rights import services as rights
from rung.rights.enums import FileForm
from rung.sessions import selectors
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import TherapySession


def file_of(request: HttpRequest, session: TherapySession, *, by: Clinician, at: datetime) -> HttpResponse:
    """Return a signed note of the session as the form asks for it: the one it names, or the newest.

    Raises:
        RecordNotFound: the session has no such note.
        NoteNotSigned: it is a draft.
    """
    named = request.POST.get("note")
    note = selectors.note_of(by, uuid_or_404(named)) if named else selectors.latest_note_of(session)
    if note is None or note.session_id != session.id:
        raise RecordNotFound
    form = FileForm.FHIR if request.POST.get("form") == FileForm.FHIR else FileForm.PDF
    made = rights.export_note(note_id=note.id, form=form, by=by, at=at)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return HttpResponse(made.content, content_type=made.kind, headers=headers)
