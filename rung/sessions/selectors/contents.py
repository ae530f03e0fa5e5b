"""What the sealed columns hold, as types; each needs a declared access."""

from rung.common import jsonkit
from rung.sessions import schemas
from rung.sessions.models import (
    ClientGuide,
    ClinicalBrief,
    RiskFlag,
    SessionNote,
    SessionTranscript,
)


def lines_of(transcript: SessionTranscript) -> tuple[schemas.Line, ...]:
    """Return what was said; needs a declared access."""
    return jsonkit.load(schemas.Lines, transcript.utterances).lines


def content_of(brief: ClinicalBrief) -> schemas.BriefContent:
    """Return what a brief says; needs a declared access."""
    return jsonkit.load(schemas.BriefContent, brief.content)


def text_of(guide: ClientGuide) -> schemas.GuideContent:
    """Return the clinician's version of a guide; needs a declared access."""
    return jsonkit.load(schemas.GuideContent, guide.text)


def draft_of(guide: ClientGuide) -> schemas.GuideContent:
    """Return Beth's version of a guide; needs a declared access."""
    return jsonkit.load(schemas.GuideContent, guide.draft)


def note_text_of(note: SessionNote) -> schemas.NoteText:
    """Return the author's text of a note; needs a declared access."""
    return jsonkit.load(schemas.NoteText, note.text)


def note_draft_of(note: SessionNote) -> schemas.NoteDraft:
    """Return a note as it was drafted; needs a declared access."""
    return jsonkit.load(schemas.NoteDraft, note.draft)


def attestation_of(note: SessionNote) -> schemas.Attestation | None:
    """Return what was said in signing, None before; needs a declared access."""
    return jsonkit.load(schemas.Attestation, note.attestation) if note.signed_at else None


def detail_of(flag: RiskFlag) -> schemas.FlagDetail:
    """Return the words a flag rests on; needs a declared access."""
    return jsonkit.load(schemas.FlagDetail, flag.detail)
