"""Reads of notes, and of the versions of what is written and signed."""

from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.sessions.enums import DocumentKind
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import ClientGuide, ClinicalBrief, DocumentVersion, SessionNote, TherapySession
from rung.sessions.selectors.found import one_record

KINDS = {ClinicalBrief: DocumentKind.BRIEF, ClientGuide: DocumentKind.GUIDE, SessionNote: DocumentKind.NOTE}

type Document = ClinicalBrief | ClientGuide | SessionNote


def notes_of(session: TherapySession) -> models.QuerySet[SessionNote]:
    """Return the session's notes with their authors, newest first; an amendment comes before what it amends."""
    return SessionNote.objects.filter(session=session).select_related("author", "amends__author")


def latest_note_of(session: TherapySession) -> SessionNote | None:
    """Return the newest note of the session."""
    return notes_of(session).first()


def kind_of(document: Document) -> DocumentKind:
    """Return what a document is."""
    return KINDS[type(document)]


def versions_of(document: Document) -> models.QuerySet[DocumentVersion]:
    """Return the versions of a document with their authors, newest first."""
    rows = DocumentVersion.objects.filter(kind=kind_of(document), document_id=document.id)
    return rows.select_related("author")


def version_of(document: Document, number: int) -> DocumentVersion:
    """Return one version of a document.

    Raises:
        RecordNotFound: there is none.
    """
    found = versions_of(document).filter(number=number).first()
    if found is None:
        raise RecordNotFound
    return found


def note_of(clinician: Clinician, note_id: UUID) -> SessionNote:
    """Return one session note that the clinician may read.

    Raises:
        RecordNotFound: there is none, or it is somebody else's.
    """
    rows = SessionNote.objects.select_related("session", "client__practice", "author", "brief", "amends")
    return one_record(rows, clinician, note_id)
