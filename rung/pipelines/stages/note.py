"""note: a session note from a kept brief, in one of five formats. No run is needed: the facts are there."""

from datetime import datetime

from rung.accounts.models import Clinician
from rung.agents import notes
from rung.audit import services as audit
from rung.common import jsonkit
from rung.sessions import schemas, selectors, services
from rung.sessions.enums import NoteFormat
from rung.sessions.models import ClinicalBrief, SessionNote
from rung.sessions.services.versions import Maker

MAKER = Maker(agent=notes.AGENT, prompt_sha256=notes.WORDING_HASH)


def write(brief: ClinicalBrief, layout: NoteFormat, *, by: Clinician, at: datetime) -> SessionNote:
    """Draft a note from a brief and keep it.

    Raises:
        as `services.keep_note`.
    """
    draft = _drafted(brief, layout, by=by, at=at)
    return services.keep_note(draft, brief=brief, maker=MAKER, by=by, at=at)


def switch(note: SessionNote, layout: NoteFormat, *, version: int, by: Clinician, at: datetime) -> SessionNote:
    """Lay a note out in another format: from the brief, or as its author last wrote it there.

    Raises:
        as `services.switch_note`.
    """
    draft = _drafted(note.brief, layout, by=by, at=at)
    return services.switch_note(draft, note_id=note.id, version=version, maker=MAKER, by=by, at=at)


def drafted(content: schemas.BriefContent, layout: NoteFormat) -> schemas.NoteDraft:
    """Return what a brief's facts say in a format; needs nothing but the brief."""
    draft = notes.draft_note(jsonkit.reshape(notes.Material, content), notes.Format(layout))
    return jsonkit.reshape(schemas.NoteDraft, draft)


def _drafted(brief: ClinicalBrief, layout: NoteFormat, *, by: Clinician, at: datetime) -> schemas.NoteDraft:
    with audit.access(by=by, at=at, subject=audit.Subject("brief", brief.id, brief.client_id)):
        return drafted(selectors.content_of(brief), layout)
