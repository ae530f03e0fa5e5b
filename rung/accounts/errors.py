"""Refusals about accounts and signing in."""

from rung.common.errors import RungError


class RoleOpensNoRecords(RungError):
    """Your role manages people and settings; it opens no client's record."""

    code = "role_opens_no_records"
    status = 403


class NotASupervisor(RungError):
    """Give the person the role of supervisor first, and name two different people of this practice."""

    code = "not_a_supervisor"
    status = 422


class SupervisionNotFound(RungError):
    """There is no such supervision in this practice."""

    code = "supervision_not_found"
    status = 404


class EmailTaken(RungError):
    """Somebody signs in with this address already; use another one."""

    code = "email_taken"


class PersonNotFound(RungError):
    """There is no such person or invitation in your practice."""

    code = "person_not_found"
    status = 404


class AdminsOnly(RungError):
    """Only an administrator of the practice may see and change its people."""

    code = "admins_only"
    status = 403


class OwnAccount(RungError):
    """Another administrator has to change your own account."""

    code = "own_account"


class InvitationUnusable(RungError):
    """This invitation was used, withdrawn or has expired; ask for a new one."""

    code = "invitation_unusable"
    status = 410


class ConfirmationNeeded(RungError):
    """Confirm that it is you, then try again: this needs a sign-in of the last minutes."""

    code = "confirmation_needed"
    status = 403


class RoleUnknown(RungError):
    """Your organization's sign-in names no role that Rung knows; ask its administrator."""

    code = "role_unknown"
    status = 403


class NoSuchAccount(RungError):
    """Your organization knows you, but no account here is yours; ask your practice for an invitation."""

    code = "no_such_account"
    status = 403


class LetterUnsent(RungError):
    """The invitation could not be sent; nothing was changed. Is RUNG_EMAIL_URL set, and does that server answer?"""

    code = "letter_unsent"
    status = 503


class NotConfigured(RungError):
    """Whoever runs Rung has not set this up; choose another way, or ask them to. Nothing was changed."""

    code = "not_configured"
    status = 422


class NoticeNotFound(RungError):
    """There is no such notice in your inbox."""

    code = "notice_not_found"
    status = 404


class AlwaysShown(RungError):
    """Risk is always shown in Rung; nothing was changed. Its letters may be switched off."""

    code = "always_shown"
    status = 422


class DeliveryHeld(RungError):
    """Another worker is sending this notice; it comes back to it."""

    code = "delivery_held"


class NotDelivered(RungError):
    """The notice was not taken; it is sent again."""

    code = "not_delivered"
    status = 503
