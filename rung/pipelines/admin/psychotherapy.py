"""Psychotherapy notes on screen: a page of their own, for their author."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.pipelines.admin.forms import PsychotherapyText
from rung.sessions.errors import NoteChanged, NoteEmpty
from rung.sessions.services import psychotherapy
from rung.sessions.services.psychotherapy import OpenedNote


def shown(client: Client, *, by: Clinician, at: datetime) -> tuple[OpenedNote, ...]:
    """Return the reader's own notes about a client."""
    return psychotherapy.read_notes(client=client, by=by, at=at)


def act(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> HttpResponse:
    """Keep a new note, or the changed text of one.

    Raises:
        NoteNotFound: the form names no note of this clinician.
    """
    form = PsychotherapyText(request.POST)
    try:
        _keep(request, form, client, by=by, at=at)
    except (NoteEmpty, NoteChanged) as refusal:  # shown here, where the text still stands
        messages.error(request, str(refusal))
    return HttpResponseRedirect(request.path)


def _keep(request: HttpRequest, form: PsychotherapyText, client: Client, *, by: Clinician, at: datetime) -> None:
    if not form.is_valid():
        raise NoteEmpty
    if form.cleaned_data["note"]:
        text, version = form.cleaned_data["text"], form.cleaned_data["version"] or 0
        psychotherapy.change_note(note_id=form.cleaned_data["note"], text=text, version=version, by=by, at=at)
        messages.success(request, "Saved. Only you can open it.")
    else:
        psychotherapy.write_note(client=client, text=form.cleaned_data["text"], by=by, at=at)
        messages.success(request, "Kept. Only you can open it.")
