"""The clocks of the law, and what may be done with a request in which state."""

from datetime import date, timedelta

from rung.rights.enums import OPEN, TRANSITIONS, DenialReason, RecordKind, RequestStatus, RightsKind
from rung.rights.errors import (
    AlreadyExtended,
    AmendedRecordMissing,
    AmendedRecordUnwanted,
    DateInFuture,
    DenialReasonMissing,
    DenialReasonUnwanted,
    NeverDenied,
    NothingChosen,
    NothingToDispute,
    RequestAnswered,
    TooLateToExtend,
    WordsMissing,
)

# Days to act after receipt: 45 CFR 164.524(b)(2), 164.526(b)(2), 164.528(c)(1).
TERM_DAYS = {RightsKind.ACCESS: 30, RightsKind.AMENDMENT: 60, RightsKind.ACCOUNTING: 60}
EXTENSION_DAYS = 30  # once, with the reason in writing: the same paragraphs
ACCOUNTING_YEARS = 6  # 164.528(a)(1)
LEAP_DAY = (2, 29)


def due_on(kind: str, received_on: date) -> date:
    """Return the last day to answer."""
    return received_on + timedelta(days=TERM_DAYS[RightsKind(kind)])


def extended(due: date) -> date:
    """Return the last day after an extension."""
    return due + timedelta(days=EXTENSION_DAYS)


def days_left(due: date, *, on: date) -> int:
    """Return how many days remain; 0 on the last day, negative when overdue."""
    return (due - on).days


def accounted_from(on: date) -> date:
    """Return the first day of the period an accounting covers."""
    day = 28 if (on.month, on.day) == LEAP_DAY else on.day
    return date(on.year - ACCOUNTING_YEARS, on.month, day)


def check_words(words: str) -> str:
    """Return the words without space around them.

    Raises:
        WordsMissing: there are none.
    """
    if not words.strip():
        raise WordsMissing
    return words.strip()


def check_has_happened(day: date, *, on: date) -> None:
    """Refuse a day that is still to come.

    Raises:
        DateInFuture: it is.
    """
    if day > on:
        raise DateInFuture


def check_is_chosen(chosen: frozenset[RecordKind]) -> None:
    """Refuse a copy of nothing.

    Raises:
        NothingChosen: nothing was chosen.
    """
    if not chosen:
        raise NothingChosen


def check_names_record(kind: str, *, has_record: bool) -> None:
    """Refuse an amendment of nothing in particular, and a record where none belongs.

    Raises:
        AmendedRecordMissing: an amendment must say what is to be amended.
        AmendedRecordUnwanted: the other rights are about the whole record.
    """
    if kind == RightsKind.AMENDMENT and not has_record:
        raise AmendedRecordMissing
    if kind != RightsKind.AMENDMENT and has_record:
        raise AmendedRecordUnwanted


def check_may_extend(status: str, due: date, *, on: date) -> None:
    """Refuse a second extension, and one that comes too late.

    Raises:
        RequestAnswered: there is nothing to extend any more.
        AlreadyExtended: it was extended once.
        TooLateToExtend: the last day has passed.
    """
    check_is_open(status)
    if RequestStatus.EXTENDED not in TRANSITIONS[status]:
        raise AlreadyExtended
    if on > due:
        raise TooLateToExtend


def check_is_open(status: str) -> None:
    """Refuse to answer twice.

    Raises:
        RequestAnswered: it was answered, or taken back.
    """
    if status not in OPEN:
        raise RequestAnswered


def check_may_deny(kind: str, status: str, reason: DenialReason | None) -> None:
    """Refuse a denial the law does not know.

    Raises:
        RequestAnswered: it was answered, or taken back.
        NeverDenied: an accounting cannot be denied.
        DenialReasonMissing: an amendment is denied for one of four reasons.
        DenialReasonUnwanted: those reasons belong to amendments alone.
    """
    check_is_open(status)
    if kind == RightsKind.ACCOUNTING:
        raise NeverDenied
    if kind == RightsKind.AMENDMENT and reason is None:
        raise DenialReasonMissing
    if kind != RightsKind.AMENDMENT and reason is not None:
        raise DenialReasonUnwanted


def check_may_dispute(kind: str, status: str) -> None:
    """Refuse a statement of disagreement with what was not denied.

    Raises:
        NothingToDispute: it is no denied amendment, or was disputed before.
    """
    if kind != RightsKind.AMENDMENT or RequestStatus.DISPUTED not in TRANSITIONS[status]:
        raise NothingToDispute
