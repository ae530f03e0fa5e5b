"""Changes to sessions: one act, one transaction, one audit event."""

from rung.sessions.services.amending import amend_note
from rung.sessions.services.drafts import keep_brief, keep_flags, keep_guide
from rung.sessions.services.flags import acknowledge_flag, open_review
from rung.sessions.services.guides import release_guide, save_guide, withdraw_guide
from rung.sessions.services.intake import keep_memo, keep_transcript
from rung.sessions.services.notes import keep_note, save_note, switch_note
from rung.sessions.services.part2 import tag_client_part2, tag_session_part2
from rung.sessions.services.reviewing import open_client_review
from rung.sessions.services.risk import (
    acknowledge_concern,
    escalate_concern,
    reassess_concern,
    resolve_concern,
)
from rung.sessions.services.scheduling import schedule_session
from rung.sessions.services.signing import sign_note

__all__ = [
    "acknowledge_concern",
    "acknowledge_flag",
    "amend_note",
    "escalate_concern",
    "keep_brief",
    "keep_flags",
    "keep_guide",
    "keep_memo",
    "keep_note",
    "keep_transcript",
    "open_client_review",
    "open_review",
    "reassess_concern",
    "release_guide",
    "resolve_concern",
    "save_guide",
    "save_note",
    "schedule_session",
    "sign_note",
    "switch_note",
    "tag_client_part2",
    "tag_session_part2",
    "withdraw_guide",
]
