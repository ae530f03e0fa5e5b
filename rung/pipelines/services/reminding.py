"""Remind people of risk that waits too long: in the database, and by a letter that says nothing but that."""

from datetime import datetime
from uuid import UUID

import structlog
from django.core.mail import send_mail
from django.core.mail.exceptions import MailerDoesNotExist

from rung.common import scope
from rung.sessions.enums import ReminderStep
from rung.sessions.models import RiskReminder
from rung.sessions.selectors import risk as selectors
from rung.sessions.services import reminders

log = structlog.get_logger("rung.pipelines")

SUBJECT = "A risk flag waits for you"
LETTERS = {
    ReminderStep.CLINICIAN: "A risk flag waits for you. Sign in to Rung to see it.",
    ReminderStep.SUPERVISOR: (
        "A risk flag waits for a clinician you supervise, for longer than it should. Sign in to Rung to see it."
    ),
}


def remind_of_risk(*, at: datetime) -> int:
    """Write what reminders are due and send their letters; return how many were written.

    Each is a transaction of its own, and is written and sent once whatever the
    call before came to: stopped anywhere, the next call goes on.
    """
    with scope.acting(scope.UPKEEP):
        overdue = list(selectors.overdue_concerns(at).values_list("pk", flat=True))
    written = sum(len(_reminded(concern_id, at)) for concern_id in overdue)
    with scope.acting(scope.UPKEEP):
        unmailed = list(selectors.unmailed_reminders())
    for reminder in unmailed:
        _send(reminder, at)
    return written


def _reminded(concern_id: UUID, at: datetime) -> list[RiskReminder]:
    with scope.acting(scope.UPKEEP):
        return reminders.remind(concern_id=concern_id, at=at)


def _send(reminder: RiskReminder, at: datetime) -> None:
    """Send one letter; one that does not leave is not tried again, its reminder stands in the database."""
    with scope.acting(scope.UPKEEP):
        is_ours = reminders.claim_letter(reminder_id=reminder.id, at=at)
    if not is_ours:
        return
    try:
        send_mail(SUBJECT, LETTERS[ReminderStep(reminder.step)], None, [reminder.recipient.email])
    except (MailerDoesNotExist, OSError) as unsent:  # of the second kind are all errors of SMTP
        log.warning("letter of a risk reminder did not leave", reminder_id=str(reminder.id), kind=type(unsent).__name__)
