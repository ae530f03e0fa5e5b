"""Open a record in an emergency, end that, and review it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors
from rung.clients.errors import EmergencyNotFound, ReviewEmpty
from rung.clients.models import EmergencyAccess
from rung.clients.policies import emergency as policies


@transaction.atomic
def open_in_emergency(*, client_id: UUID, reason: str, by: Clinician, at: datetime) -> EmergencyAccess:
    """Let a clinician read one client's record for an hour; psychotherapy notes stay closed.

    While an access is open it is returned instead of another.

    Raises:
        RoleOpensNoRecords: the role manages people or machines.
        EmergencyReasonMissing: the reason says too little.
        ClientNotFound: nobody of that id in the clinician's practice.
    """
    policies.check_may_open(by, reason)
    entry = selectors.entry_of(by, client_id)
    going = selectors.emergencies_of(by).filter(client_id=entry.client_id, ended_at=None, expires_at__gt=at).first()
    if going is not None:
        return going
    access = EmergencyAccess(
        practice_id=by.practice_id,
        clinician=by,
        client_id=entry.client_id,
        reason=reason.strip(),
        expires_at=at + policies.LASTS,
        created_at=at,
    )
    access.save(force_insert=True)
    audit.record(audit.Act.BREAK_GLASS, by=by, at=at, subject=_subject(access))
    return access


@transaction.atomic
def end_emergency(*, access_id: UUID, by: Clinician, at: datetime) -> EmergencyAccess:
    """Close a record that was opened in an emergency, before its hour is over.

    Raises:
        EmergencyNotFound: not among the clinician's own.
    """
    access = selectors.emergencies_of(by).select_for_update(of=("self",)).filter(pk=access_id).first()
    if access is None:
        raise EmergencyNotFound
    if policies.is_open(access, at):
        access.ended_at = at
        access.save(update_fields=["ended_at"])
        audit.record(audit.Act.CHANGE, by=by, at=at, subject=_subject(access))
    return access


@transaction.atomic
def review_emergency(*, access_id: UUID, finding: str, by: Clinician, at: datetime) -> EmergencyAccess:
    """Note what an administrator's review of an access came to; it is written once.

    Raises:
        AdminsOnly, OwnEmergency, AlreadyReviewed: see `policies.emergency.check_may_review`.
        EmergencyNotFound: none of that id in the practice.
        ReviewEmpty: nothing was written.
    """
    access = selectors.emergencies_in_practice(by).select_for_update(of=("self",)).filter(pk=access_id).first()
    if access is None:
        raise EmergencyNotFound
    policies.check_may_review(access, by)
    if not finding.strip():
        raise ReviewEmpty
    access.finding, access.reviewed_at, access.reviewed_by = finding.strip(), at, by
    access.save(update_fields=["finding", "reviewed_at", "reviewed_by"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=_subject(access))
    return access


def _subject(access: EmergencyAccess) -> audit.Subject:
    return audit.Subject("emergency_access", access.id, access.client_id)
