"""Reads of sessions and their records; every one starts from a clinician. Those of risk are in `risk`."""

from rung.sessions.selectors.contents import (
    attestation_of,
    content_of,
    detail_of,
    draft_of,
    lines_of,
    note_draft_of,
    note_text_of,
    text_of,
)
from rung.sessions.selectors.documents import (
    Document,
    kind_of,
    latest_note_of,
    note_of,
    notes_of,
    version_of,
    versions_of,
)
from rung.sessions.selectors.found import (
    brief_of,
    flag_of,
    guide_of,
)
from rung.sessions.selectors.held import (
    briefs_of,
    flags_of,
    guides_of,
    latest_brief_of,
    latest_guide_of,
    memos_of,
    transcripts_of,
)
from rung.sessions.selectors.over import (
    memos_to_purge,
    open_flags_of,
    released_guides_of,
)
from rung.sessions.selectors.readiness import Readiness, readiness_of
from rung.sessions.selectors.visits import (
    session_of,
    sessions_of,
    sessions_with,
    unreviewed_sessions_of,
)

__all__ = [
    "Document",
    "Readiness",
    "attestation_of",
    "brief_of",
    "briefs_of",
    "content_of",
    "detail_of",
    "draft_of",
    "flag_of",
    "flags_of",
    "guide_of",
    "guides_of",
    "kind_of",
    "latest_brief_of",
    "latest_guide_of",
    "latest_note_of",
    "lines_of",
    "memos_of",
    "memos_to_purge",
    "note_draft_of",
    "note_of",
    "note_text_of",
    "notes_of",
    "open_flags_of",
    "readiness_of",
    "released_guides_of",
    "session_of",
    "sessions_of",
    "sessions_with",
    "text_of",
    "transcripts_of",
    "unreviewed_sessions_of",
    "version_of",
    "versions_of",
]
