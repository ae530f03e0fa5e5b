"""Who may open a record in an emergency, for how long, and who reviews it."""

from datetime import datetime, timedelta

from rung.accounts import policies as accounts
from rung.accounts.models import Clinician
from rung.clients.errors import AlreadyReviewed, EmergencyReasonMissing, OwnEmergency
from rung.clients.models import EmergencyAccess

LASTS = timedelta(minutes=60)
REASON_CHARS = 20  # "emergency" alone says nothing to whoever reviews it


def check_may_open(by: Clinician, reason: str) -> None:
    """Refuse without a role that treats and a reason that says something.

    Raises:
        RoleOpensNoRecords: the role manages people or machines.
        EmergencyReasonMissing: the reason is shorter than REASON_CHARS.
    """
    accounts.check_treats(by)
    if len(reason.strip()) < REASON_CHARS:
        raise EmergencyReasonMissing


def is_open(access: EmergencyAccess, at: datetime) -> bool:
    """Answer whether an access still opens the record."""
    return access.ended_at is None and at < access.expires_at


def check_may_review(access: EmergencyAccess, by: Clinician) -> None:
    """Refuse a review by anybody but an administrator, of one's own access, or a second time.

    Raises:
        AdminsOnly: the role is another.
        OwnEmergency: the reviewer opened it.
        AlreadyReviewed: it was.
    """
    accounts.check_is_practice_admin(by)
    if access.clinician_id == by.id:
        raise OwnEmergency
    if access.reviewed_at is not None:
        raise AlreadyReviewed
