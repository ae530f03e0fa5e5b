"""Make practices and people."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts import policies
from rung.accounts.enums import Role
from rung.accounts.errors import EmailTaken, SupervisionNotFound
from rung.accounts.models import Clinician, Practice, Supervision
from rung.audit import services as audit


@transaction.atomic
def create_practice(*, name: str, at: datetime) -> Practice:
    """Make an empty practice."""
    practice = Practice.objects.create(name=name, created_at=at)
    audit.record(audit.Act.CREATE, by=None, at=at, subject=audit.Subject("practice", practice.id))
    return practice


@transaction.atomic
def add_clinician(
    *, practice: Practice, email: str, name: str, password: str, at: datetime, role: Role = Role.CLINICIAN
) -> Clinician:
    """Make an account that can sign in.

    Raises:
        EmailTaken: another account has the address, in whatever practice and case.
    """
    person = Clinician(practice=practice, email=email.strip().lower(), name=name, role=role, created_at=at)
    if Clinician.objects.filter(email=person.email).exists():
        raise EmailTaken
    person.set_password(password)
    person.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=None, at=at, subject=audit.Subject("clinician", person.id))
    return person


def note_sign_in(*, who: Clinician, at: datetime) -> None:
    """Record that somebody signed in."""
    audit.record(audit.Act.SIGN_IN, by=who, at=at, subject=audit.Subject("clinician", who.id))


def note_refused_sign_in(*, at: datetime) -> None:
    """Record that a sign-in was refused. What was typed is not kept: it may be a password in the wrong field."""
    audit.record(
        audit.Act.SIGN_IN_REFUSED, by=None, at=at, subject=audit.Subject("sign_in"), outcome=audit.Outcome.REFUSED
    )


@transaction.atomic
def begin_supervision(*, supervisor: Clinician, clinician: Clinician, by: Clinician, at: datetime) -> Supervision:
    """Let a supervisor read a clinician's records; where they already may, nothing changes.

    Raises:
        NotPracticeAdmin: the actor does not administer the practice of both.
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
        NotPracticeAdmin: the actor does not administer the practice.
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
