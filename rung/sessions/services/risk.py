"""Answer risk flags."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.sessions import policies, selectors
from rung.sessions.enums import FlagStatus
from rung.sessions.models import RiskFlag


@transaction.atomic
def acknowledge_flag(*, flag_id: UUID, by: Clinician, at: datetime) -> RiskFlag:
    """Say that the clinician has seen a flag; saying it twice changes nothing.

    Raises:
        RecordNotFound: not among the clinician's flags.
        OnlyReading: of somebody the clinician supervises.
    """
    found = selectors.flag_of(by, flag_id)
    client_policies.check_is_client_of(found.client, by)
    flag = RiskFlag.objects.select_for_update().get(pk=found.pk)
    if policies.may_acknowledge_flag(flag.status):
        flag.status, flag.acknowledged_at = FlagStatus.ACKNOWLEDGED, at
        flag.save(update_fields=["status", "acknowledged_at"])
        audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("risk_flag", flag.id, flag.client_id))
    return flag
