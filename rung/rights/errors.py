"""Refusals of the rights desk."""

from rung.common.errors import RungError


class RequestNotFound(RungError):
    """There is no such request among those of your clients."""

    code = "request_not_found"
    status = 404


class WordsMissing(RungError):
    """Write it down: what was asked, decided or disclosed is part of the record."""

    code = "words_missing"
    status = 422


class DateInFuture(RungError):
    """The date lies in the future; give the day it happened."""

    code = "date_in_future"
    status = 422


class AmendedRecordMissing(RungError):
    """Say which record of which session is to be amended."""

    code = "amended_record_missing"
    status = 422


class AmendedRecordUnwanted(RungError):
    """Only an amendment names a record."""

    code = "amended_record_unwanted"
    status = 422


class RequestAnswered(RungError):
    """This request was answered or taken back; a new one can be received."""

    code = "request_answered"


class AlreadyExtended(RungError):
    """The time was extended once; the law allows no second extension."""

    code = "already_extended"


class TooLateToExtend(RungError):
    """The time has run out: an extension had to be told to the client before that. Answer now."""

    code = "too_late_to_extend"


class DenialReasonMissing(RungError):
    """An amendment is denied for one of the four reasons of the law; choose it."""

    code = "denial_reason_missing"
    status = 422


class DenialReasonUnwanted(RungError):
    """The four reasons are those of an amendment; give the ground in words."""

    code = "denial_reason_unwanted"
    status = 422


class NeverDenied(RungError):
    """An accounting of disclosures is never denied; the law only lets an authority suspend parts of it."""

    code = "never_denied"


class NothingToDispute(RungError):
    """Only a denied amendment can be disputed, and once."""

    code = "nothing_to_dispute"


class NothingChosen(RungError):
    """Choose what the copy is to hold."""

    code = "nothing_chosen"
    status = 422
