"""What may be done with a guide or a flag in which state, and with whose session."""

from rung.accounts.models import Clinician
from rung.clients import policies as client_policies
from rung.clients.errors import ClientNotFound
from rung.sessions.enums import TRANSITIONS, FlagStatus, GuideStatus, NoteStatus
from rung.sessions.errors import (
    GuideAlreadyReleased,
    GuideEmpty,
    GuideNotReleased,
    GuideNotReviewed,
    NoteAmended,
    NoteEmpty,
    NoteNotSigned,
    NoteSigned,
    NoteTooLong,
    NotTheAuthor,
    SessionNotFound,
)
from rung.sessions.models import SessionNote, TherapySession
from rung.sessions.schemas import GuideContent, NoteText

# 42 CFR 2.32(a)(2): the short notice that goes with every copy of a tagged record.
REDISCLOSURE_NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."

MOST_NOTE_CHARS = 20_000  # of one field


def check_is_session_of(session: TherapySession, clinician: Clinician) -> None:
    """Refuse to add to somebody else's session, in the words used for one that does not exist.

    Raises:
        SessionNotFound: it is somebody else's.
        OnlyReading: to a supervisor, who may know that it exists.
    """
    try:
        client_policies.check_is_client_of(session.client, clinician)
    except ClientNotFound as missing:
        raise SessionNotFound from missing


def check_may_edit_guide(status: str) -> None:
    """Refuse to change what a client may already have read.

    Raises:
        GuideAlreadyReleased: released or withdrawn.
    """
    if GuideStatus.REVIEWED not in TRANSITIONS[status]:
        raise GuideAlreadyReleased


def check_may_release_guide(status: str, content: GuideContent) -> None:
    """Refuse to release what nobody reviewed, or what says nothing.

    Raises:
        GuideAlreadyReleased: it was.
        GuideNotReviewed: it is still a draft.
        GuideEmpty: no line with a word in it is left.
    """
    if status in {GuideStatus.RELEASED, GuideStatus.WITHDRAWN}:
        raise GuideAlreadyReleased
    if GuideStatus.RELEASED not in TRANSITIONS[status]:
        raise GuideNotReviewed
    if not any(line.strip() for section in content.sections for line in section.lines):
        raise GuideEmpty


def check_may_withdraw_guide(status: str) -> None:
    """Refuse to withdraw what was not released.

    Raises:
        GuideNotReleased: it was not.
    """
    if GuideStatus.WITHDRAWN not in TRANSITIONS[status]:
        raise GuideNotReleased


def check_is_author_of(note: SessionNote, clinician: Clinician) -> None:
    """Refuse to write in somebody else's name.

    Raises:
        NotTheAuthor: somebody else wrote the note.
    """
    if note.author_id != clinician.id:
        raise NotTheAuthor


def check_may_edit_note(status: str) -> None:
    """Refuse to change what was signed.

    Raises:
        NoteSigned: signed or amended.
    """
    if NoteStatus.DRAFT not in TRANSITIONS[status]:
        raise NoteSigned


def check_is_not_too_long(text: NoteText) -> None:
    """Refuse what no clinician types: it would be compared word by word.

    Raises:
        NoteTooLong: a field has more than MOST_NOTE_CHARS characters.
    """
    if any(len(one.text) > MOST_NOTE_CHARS for one in text.sections):
        raise NoteTooLong


def check_may_sign_note(status: str, text: NoteText) -> None:
    """Refuse to sign twice, or to sign nothing.

    Raises:
        NoteSigned: it was.
        NoteEmpty: no field has a word in it.
    """
    if NoteStatus.SIGNED not in TRANSITIONS[status]:
        raise NoteSigned
    if text.is_empty:
        raise NoteEmpty


def check_may_amend_note(status: str) -> None:
    """Refuse to amend what is not signed, or was amended.

    Raises:
        NoteNotSigned: it can still be changed.
        NoteAmended: an amendment has taken its place.
    """
    if status == NoteStatus.AMENDED:
        raise NoteAmended
    if NoteStatus.AMENDED not in TRANSITIONS[status]:
        raise NoteNotSigned


def may_edit_note(status: str) -> bool:
    """Answer whether a note can still be changed."""
    return NoteStatus.DRAFT in TRANSITIONS[status]


def may_acknowledge_flag(status: str) -> bool:
    """Answer whether a flag still waits for somebody to say they have seen it."""
    return FlagStatus.ACKNOWLEDGED in TRANSITIONS[status]


def redisclosure_notice(*, is_part2: bool) -> str:
    """Return what a copy of a record must say, empty where nothing must be said."""
    return REDISCLOSURE_NOTICE if is_part2 else ""
