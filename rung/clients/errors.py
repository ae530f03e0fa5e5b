"""Refusals about clients."""

from rung.common.errors import RungError


class ClientNotFound(RungError):
    """There is no such client among yours."""

    code = "client_not_found"
    status = 404


class OnlyReading(RungError):
    """You may read this record, not change it; the clinician who treats the client can."""

    code = "only_reading"
    status = 403


class NameMissing(RungError):
    """A client needs a first name: it is how the guide will greet them."""

    code = "name_missing"
    status = 422


class ConsentRefused(RungError):
    """The client's consent does not allow this."""

    code = "consent_refused"


class ConsentMissing(ConsentRefused):
    """The client has not consented to this: record their consent first."""

    code = "consent_missing"


class ConsentWithdrawn(ConsentMissing):
    """The client withdrew their consent: nothing more is kept. What was kept before stays."""

    code = "consent_withdrawn"


class ConsentExpired(ConsentRefused):
    """The client's consent has expired: ask them again and record it."""

    code = "consent_expired"


class ConsentOutdated(ConsentRefused):
    """The consent's text has changed in what it allows: show the client the new text and record their answer."""

    code = "consent_outdated"


class ConsentUnwritten(ConsentRefused):
    """The rules of the state ask for a signature: have the client sign the text."""

    code = "consent_unwritten"


class SignatureMissing(RungError):
    """Type the client's name as their signature."""

    code = "signature_missing"
    status = 422


class WitnessNoteMissing(RungError):
    """Write who heard the consent, and how the client gave it."""

    code = "witness_note_missing"
    status = 422


class ConsentNotGiven(RungError):
    """There is no consent of this kind to withdraw."""

    code = "consent_not_given"


class OnLegalHold(RungError):
    """The record is on legal hold: lift the hold first."""

    code = "on_legal_hold"


class RetentionNotOver(RungError):
    """The states ask to keep the record longer."""

    code = "retention_not_over"


class NotConfirmed(RungError):
    """The name that was typed is not the client's; nothing was erased."""

    code = "not_confirmed"
    status = 422


class HoldNotFound(RungError):
    """There is no such hold, or it was lifted."""

    code = "hold_not_found"
    status = 404


class HoldReasonMissing(RungError):
    """Say why, so that whoever reads it later knows."""

    code = "hold_reason_missing"
    status = 422


class EmergencyReasonMissing(RungError):
    """Say in a sentence why the record must be opened now; an administrator will read it."""

    code = "emergency_reason_missing"
    status = 422


class EmergencyNotFound(RungError):
    """There is no such emergency access here."""

    code = "emergency_not_found"
    status = 404


class OwnEmergency(RungError):
    """Somebody else has to review an access of your own."""

    code = "own_emergency"
    status = 403


class AlreadyReviewed(RungError):
    """This access was reviewed; what was found stays as it was written."""

    code = "already_reviewed"


class ReviewEmpty(RungError):
    """Write what the review found, in a sentence."""

    code = "review_empty"
    status = 422


class PlanNotFound(RungError):
    """There is no such safety plan among your clients'."""

    code = "plan_not_found"
    status = 404


class PlanChanged(RungError):
    """The plan was saved in another window while you were editing; your text is still here. Reload to see that one."""

    code = "plan_changed"
    status = 412


class PlanEmpty(RungError):
    """The safety plan says nothing yet; write at least one line."""

    code = "plan_empty"
    status = 422


class PlanAgreed(RungError):
    """This version was agreed before, or a newer one took its place; nothing was changed."""

    code = "plan_agreed"


class PlanDayWrong(RungError):
    """The day of the agreement lies between the day the plan was written and today."""

    code = "plan_day_wrong"
    status = 422
