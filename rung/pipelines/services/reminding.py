"""Remind people of risk that waits too long: in the database, and by a notice that says nothing but that."""

from datetime import datetime
from uuid import UUID

from rung.accounts.enums import NoticeKind
from rung.accounts.services import notices
from rung.common import scope
from rung.sessions.enums import ReminderStep
from rung.sessions.models import RiskReminder
from rung.sessions.selectors import risk as selectors
from rung.sessions.services import reminders

KINDS = {
    ReminderStep.CLINICIAN: NoticeKind.RISK_DUE,
    ReminderStep.SUPERVISOR: NoticeKind.RISK_DUE_SUPERVISED,
}


def remind_of_risk(*, at: datetime) -> int:
    """Write what reminders are due and tell of them; return how many were written.

    Each is a transaction of its own, and is written and told once whatever the
    call before came to: stopped anywhere, the next call goes on.
    """
    with scope.acting(scope.UPKEEP):
        overdue = list(selectors.overdue_concerns(at).values_list("pk", flat=True))
    written = sum(len(_reminded(concern_id, at)) for concern_id in overdue)
    with scope.acting(scope.UPKEEP):
        untold = list(selectors.unmailed_reminders())
    for reminder in untold:
        _tell(reminder, at)
    return written


def _reminded(concern_id: UUID, at: datetime) -> list[RiskReminder]:
    with scope.acting(scope.UPKEEP):
        return reminders.remind(concern_id=concern_id, at=at)


def _tell(reminder: RiskReminder, at: datetime) -> None:
    """Hand one reminder on to the notices, which send its letter and try again; both are written, or neither."""
    with scope.acting(scope.UPKEEP):
        if reminders.claim_letter(reminder_id=reminder.id, at=at):
            kind = KINDS[ReminderStep(reminder.step)]
            telling = notices.Telling(reminder.recipient_id, kind, reminder.id, reminder.client_id)
            notices.notify(tellings=[telling], at=at)
