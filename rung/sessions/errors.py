"""Refusals about sessions, guides and uploads."""

from rung.common.errors import RungError


class SessionNotFound(RungError):
    """There is no such session among yours."""

    code = "session_not_found"
    status = 404


class RecordNotFound(RungError):
    """There is no such record in this session."""

    code = "record_not_found"
    status = 404


class GuideNotReviewed(RungError):
    """Review the guide first: nothing reaches a client unread."""

    code = "guide_not_reviewed"


class GuideAlreadyReleased(RungError):
    """The guide was released; withdraw it to stop sharing it, and write a new one."""

    code = "guide_already_released"


class GuideNotReleased(RungError):
    """Only a released guide can be withdrawn."""

    code = "guide_not_released"


class GuideEmpty(RungError):
    """The guide has no text; write at least one line."""

    code = "guide_empty"
    status = 422


class GuideChanged(RungError):
    """Somebody saved the guide while you were editing; your text is still here. Reload to see theirs."""

    code = "guide_changed"
    status = 412


class NoteNotFound(RungError):
    """There is no such note among yours."""

    code = "note_not_found"
    status = 404


class NoteEmpty(RungError):
    """The note has no text; nothing was written."""

    code = "note_empty"
    status = 422


class NoteChanged(RungError):
    """The note was saved in another window while you were editing. Reload to see that text."""

    code = "note_changed"
    status = 412


class ConcernChanged(RungError):
    """Something was found or done about this meanwhile; nothing was changed by you. Look at it again, then act."""

    code = "concern_changed"
    status = 412


class ActOutOfTurn(RungError):
    """This cannot be done now: acknowledge a concern first, then escalate, reassess or resolve it."""

    code = "act_out_of_turn"


class WordsUnseen(RungError):
    """New words were found that nobody has acknowledged; acknowledge them before you go on."""

    code = "words_unseen"


class NoteMissing(RungError):
    """Write what was done and found; nothing was changed."""

    code = "note_missing"
    status = 422


class RecipientMissing(RungError):
    """Say to whom it was handed on, and in words if it is somebody else; nothing was changed."""

    code = "recipient_missing"
    status = 422


class NoteSigned(RungError):
    """The note is signed and stays as it is; amend it, saying why, to write another version."""

    code = "note_signed"


class NoteNotSigned(RungError):
    """The note is not signed yet: only a signed note can be amended or exported."""

    code = "note_not_signed"


class NoteAmended(RungError):
    """This note was amended; go on with the amendment."""

    code = "note_amended"


class NotTheAuthor(RungError):
    """Only who wrote the note changes, signs or amends it."""

    code = "not_the_author"
    status = 403


class ReasonMissing(RungError):
    """Say why the note is amended; nothing was changed."""

    code = "reason_missing"
    status = 422


class NoteTooLong(RungError):
    """A field of a note takes 20,000 characters; nothing was saved and your text is still here."""

    code = "note_too_long"
    status = 422
