"""Let supervisors read the records of those they answer for."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts import policies
from rung.accounts.errors import SupervisionNotFound
from rung.accounts.models import Clinician, Supervision
from rung.audit import services as audit


@transaction.atomic
def begin_supervision(*, supervisor: Clinician, clinician: Clinician, by: Clinician, at: datetime) -> Supervision:
    """Let a supervisor read a clinician's records; where they already may, nothing changes.

    Raises:
        AdminsOnly: the actor does not administer the practice of both.
        NotASupervisor: the person has another role.
    """
    policies.check_may_set_supervision(by, supervisor, clinician)
    going = Supervision.objects.filter(supervisor=supervisor, clinician=clinician, ended_at=None).first()
    if going is not None:
        return going
    row = Supervision.objects.create(supervisor=supervisor, clinician=clinician, created_at=at)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("supervision", row.id))
    return row


@transaction.atomic
def end_supervision(*, supervision_id: UUID, by: Clinician, at: datetime) -> Supervision:
    """Stop a supervisor from reading a clinician's records, at once.

    Raises:
        AdminsOnly: the actor does not administer the practice.
        SupervisionNotFound: none that is going in this practice.
    """
    going = Supervision.objects.select_for_update().filter(pk=supervision_id, ended_at=None)
    row = going.filter(clinician__practice_id=by.practice_id).first()
    if row is None:
        raise SupervisionNotFound
    policies.check_may_set_supervision(by, row.supervisor, row.clinician)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("supervision", row.id))
    return row
