"""What is done on the note's page. Typed text is saved before anything else happens to the note."""

import re
from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rung.accounts.admin import stepup
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.pipelines.stages import note as drafting
from rung.sessions import schemas, selectors, services
from rung.sessions.enums import NoteFormat, NoteStatus
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import SessionNote, TherapySession

_NUMBER = re.compile("[0-9]{1,9}")


def act(request: HttpRequest, session: TherapySession, *, by: Clinician, at: datetime) -> HttpResponse:
    """Start, save, switch, sign or amend, as the pressed button says.

    Raises:
        RecordNotFound: there is no brief to start from, or no note to act on.
        NoteChanged, NoteSigned, NoteTooLong: the typed text was not saved.
    """
    wanted = request.POST.get("act", "")
    if wanted == "start":
        return _start(request, session, by=by, at=at)
    note = selectors.latest_note_of(session)
    if note is None:
        raise RecordNotFound
    if wanted == "amend":
        services.amend_note(note_id=note.id, reason=request.POST.get("reason", ""), by=by, at=at)
        messages.success(request, "The signed note stays as it is. Change this copy, then sign it.")
    elif wanted == "save":
        _saved(request, note, by=by, at=at)
        messages.success(request, "Saved as a new version.")
    elif wanted == "switch":
        return _switch(request, note, by=by, at=at)
    elif wanted == "sign":
        return _sign(request, note, by=by, at=at)
    return HttpResponseRedirect(request.path)


def typed(request: HttpRequest, note: SessionNote, *, by: Clinician, at: datetime) -> schemas.NoteText:
    """Return the note with what stands in the form; fields that were not sent stay."""
    with audit.access(by=by, at=at, subject=audit.Subject("note", note.id, note.client_id)):
        before = selectors.note_text_of(note)
    sections = tuple(replace(one, text=_text(request, one)) for one in before.sections)
    return schemas.NoteText(request.POST.get("layout", before.format), sections)


def _text(request: HttpRequest, field: schemas.NoteField) -> str:
    sent = request.POST.get(f"field-{field.key}")
    return field.text if sent is None else sent.replace("\x00", "\ufffd").replace("\r\n", "\n").strip()


def _start(request: HttpRequest, session: TherapySession, *, by: Clinician, at: datetime) -> HttpResponse:
    """Draft a note, or go on with the one there is."""
    if selectors.latest_note_of(session) is None:
        brief = selectors.latest_brief_of(session)
        if brief is None:
            raise RecordNotFound
        drafting.write(brief, _layout(request), by=by, at=at)
        messages.success(request, "Drafted from the brief. Every sentence rests on a fact of it; complete the plan.")
    return HttpResponseRedirect(request.path)


def _saved(request: HttpRequest, note: SessionNote, *, by: Clinician, at: datetime) -> SessionNote:
    """Return the note with the typed text saved, as it is where nothing was typed."""
    text, version = typed(request, note, by=by, at=at), number_in(request.POST.get("version", ""))
    with audit.access(by=by, at=at, subject=audit.Subject("note", note.id, note.client_id)):
        is_same = text == selectors.note_text_of(note) and version == note.version
    if is_same:
        return note
    return services.save_note(note_id=note.id, text=text, version=version, by=by, at=at)


def _switch(request: HttpRequest, note: SessionNote, *, by: Clinician, at: datetime) -> HttpResponse:
    """Lay the note out anew; what was typed is saved first, and replaced only when that was confirmed."""
    note, layout = _saved(request, note, by=by, at=at), _layout(request)
    with audit.access(by=by, at=at, subject=audit.Subject("note", note.id, note.client_id)):
        is_typed = selectors.note_text_of(note) != selectors.note_draft_of(note).as_text
    if is_typed and request.POST.get("confirmed") != layout:
        messages.success(request, f"Your text is saved. Nothing is replaced yet: {layout.label} is asked for below.")
        return HttpResponseRedirect(f"{request.path}?layout={layout.value}")
    drafting.switch(note, layout, version=note.version, by=by, at=at)
    messages.success(request, f"Laid out as {layout.label}. The text before is kept among the versions.")
    return HttpResponseRedirect(request.path)


def _sign(request: HttpRequest, note: SessionNote, *, by: Clinician, at: datetime) -> HttpResponse:
    if note.status == NoteStatus.DRAFT:
        note = _saved(request, note, by=by, at=at)
    if not request.POST.get("reviewed"):
        messages.warning(request, "Your text is saved. Tick that you reviewed the note, then sign it.")
        return HttpResponseRedirect(request.path)
    if not stepup.is_recent(request):
        messages.warning(request, "Your text is saved. Confirm that it is you, then sign it.")
        return stepup.ask(request)
    services.sign_note(note_id=note.id, version=note.version, by=by, at=at)
    messages.success(request, "Signed and locked. To change it, amend it and say why.")
    return HttpResponseRedirect(request.path)


def _layout(request: HttpRequest) -> NoteFormat:
    wanted = request.POST.get("wanted", "")
    return NoteFormat(wanted) if wanted in NoteFormat.values else NoteFormat.SOAP


def number_in(text: str) -> int:
    """Return the version that an address or a form names, 0 for none."""
    return int(text) if _NUMBER.fullmatch(text) else 0


def unsaved(request: HttpRequest, session: TherapySession, *, by: Clinician, at: datetime) -> schemas.NoteText | None:
    """Return what was typed and could not be saved."""
    note = selectors.latest_note_of(session)
    return typed(request, note, by=by, at=at) if note else None
