"""note: a session note from a kept brief, in one of five formats. No run is needed: the facts are there."""

from rung.agents import notes
from rung.common import jsonkit
from rung.sessions import schemas
from rung.sessions.enums import NoteFormat
from rung.sessions.services.versions import Maker

MAKER = Maker(agent=notes.AGENT, prompt_sha256=notes.WORDING_HASH)


def drafted(content: schemas.BriefContent, layout: NoteFormat) -> schemas.NoteDraft:
    """Return what a brief's facts say in a format; needs nothing but the brief."""
    draft = notes.draft_note(jsonkit.reshape(notes.Material, content), notes.Format(layout))
    return jsonkit.reshape(schemas.NoteDraft, draft)
