"""What may be done about a concern in which state, and what must be said with it."""

from collections.abc import Sequence

from rung.sessions.enums import TRANSITIONS, FlagStatus, Recipient, RiskActKind
from rung.sessions.errors import ActOutOfTurn, ConcernChanged, NoteMissing, RecipientMissing, WordsUnseen

SAFETY_PLAN_LEVEL = 4  # C-SSRS: some intent to act; from here on a missing safety plan is warned of

LEADS_TO = {
    RiskActKind.ACKNOWLEDGED: FlagStatus.ACKNOWLEDGED,
    RiskActKind.ESCALATED: FlagStatus.ESCALATED,
    RiskActKind.RESOLVED: FlagStatus.RESOLVED,
}
ANSWERED = (FlagStatus.ACKNOWLEDGED, FlagStatus.ESCALATED)


def opens(status: str, level: int, found: int) -> bool:
    """Answer whether new signs open a concern again: resolved ones always, answered ones by a higher level."""
    return status == FlagStatus.RESOLVED or (status in ANSWERED and found > level)


def check_is_as_seen(version: int, seen: int) -> None:
    """Refuse to act on what somebody else, or a new finding, has changed meanwhile.

    Raises:
        ConcernChanged: another version than was looked at.
    """
    if version != seen:
        raise ConcernChanged


def check_may_act(kind: RiskActKind, status: str, *, is_unseen: bool) -> None:
    """Refuse an act out of turn. `is_unseen`: a flag of the concern waits to be acknowledged.

    Raises:
        ActOutOfTurn: the state does not lead there, or there is nothing to acknowledge.
        WordsUnseen: it would be resolved or reassessed over words that nobody has seen.
    """
    if kind == RiskActKind.ACKNOWLEDGED:
        if status == FlagStatus.RESOLVED or not (is_unseen or status == FlagStatus.OPEN):
            raise ActOutOfTurn
        return
    if status not in ANSWERED if kind == RiskActKind.REASSESSED else LEADS_TO[kind] not in TRANSITIONS[status]:
        raise ActOutOfTurn
    if is_unseen and kind != RiskActKind.ESCALATED:
        raise WordsUnseen


def check_says_enough(kind: RiskActKind, words: str, recipient: str) -> None:
    """Refuse an act without what is clinically due.

    Raises:
        NoteMissing: resolved or reassessed without a note of what was done.
        RecipientMissing: escalated to nobody, or to somebody else without a word who.
    """
    if kind in {RiskActKind.RESOLVED, RiskActKind.REASSESSED} and not words.strip():
        raise NoteMissing
    is_named = recipient in Recipient.values and (recipient != Recipient.OTHER or bool(words.strip()))
    if kind == RiskActKind.ESCALATED and not is_named:
        raise RecipientMissing


def possible(status: str, *, is_unseen: bool) -> Sequence[RiskActKind]:
    """Return what may be done now, in the order it is offered."""
    kinds = (RiskActKind.ACKNOWLEDGED, RiskActKind.ESCALATED, RiskActKind.REASSESSED, RiskActKind.RESOLVED)
    return [kind for kind in kinds if _may(kind, status, is_unseen=is_unseen)]


def _may(kind: RiskActKind, status: str, *, is_unseen: bool) -> bool:
    try:
        check_may_act(kind, status, is_unseen=is_unseen)
    except (ActOutOfTurn, WordsUnseen):
        return False
    return True
