"""Take a concern and its flags from one state to the next; the row is locked by who calls."""

from datetime import datetime

from rung.sessions.enums import FlagStatus
from rung.sessions.models import RiskConcern, RiskFlag
from rung.sessions.policies import timers
from rung.sessions.services import ledger


def answer(concern: RiskConcern, status: FlagStatus, at: datetime) -> None:
    """Take a concern and its flags to a state; what went further than acknowledged stays there."""
    flags = RiskFlag.objects.filter(concern=concern)
    flags.filter(acknowledged_at=None).update(acknowledged_at=at)
    if status == FlagStatus.ACKNOWLEDGED:
        flags.filter(status=FlagStatus.OPEN).update(status=status)
    else:
        flags.exclude(status=FlagStatus.RESOLVED).update(status=status)
    if not (status == FlagStatus.ACKNOWLEDGED and concern.status == FlagStatus.ESCALATED):
        concern.status = status
    is_over = status == FlagStatus.RESOLVED
    ledger.set_deadline(concern, None if is_over else timers.to_reassess(at))


def is_unseen(concern: RiskConcern) -> bool:
    """Answer whether a flag of a concern waits to be acknowledged."""
    return RiskFlag.objects.filter(concern=concern, status=FlagStatus.OPEN).exists()
