"""Write down who must be reminded of overdue risk, and claim each letter once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts import selectors as accounts
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.sessions.enums import ReminderStep
from rung.sessions.models import RiskConcern, RiskReminder
from rung.sessions.selectors import risk as selectors


@transaction.atomic
def remind(*, concern_id: UUID, at: datetime) -> list[RiskReminder]:
    """Write the reminders of one overdue concern that are not written yet; return them.

    The concern's row is held: an act that is being written is seen, or waits.
    """
    rows = selectors.overdue_concerns(at).select_for_update(of=("self",), skip_locked=True)
    concern = rows.select_related("client__clinician").filter(pk=concern_id).first()
    if concern is None or concern.due_at is None:
        return []
    wanted = [(ReminderStep.CLINICIAN, concern.client.clinician)]
    if concern.escalates_at is not None and concern.escalates_at <= at:
        supervisors = accounts.supervisors_of(concern.client.clinician)
        wanted += [(ReminderStep.SUPERVISOR, person) for person in supervisors]
    due_at = concern.due_at
    return [made for step, person in wanted if (made := _written(concern, step, person, due_at=due_at, at=at))]


@transaction.atomic
def claim_letter(*, reminder_id: UUID, at: datetime) -> bool:
    """Mark a reminder's letter as handed on, in the transaction that does so; answer whether it is the caller's."""
    return bool(RiskReminder.objects.filter(pk=reminder_id, mailed_at__isnull=True).update(mailed_at=at))


def _written(
    concern: RiskConcern, step: ReminderStep, person: Clinician, *, due_at: datetime, at: datetime
) -> RiskReminder | None:
    made, is_new = RiskReminder.objects.get_or_create(
        concern=concern,
        recipient=person,
        step=step,
        due_at=due_at,
        defaults={"client_id": concern.client_id, "created_at": at},
    )
    if not is_new:
        return None
    audit.record(audit.Act.CREATE, by=None, at=at, subject=audit.Subject("risk_reminder", made.id, concern.client_id))
    return made
