"""Make practices and people, and change what people may do."""

from datetime import datetime

from django.db import transaction

from rung.accounts import policies
from rung.accounts.enums import Role, State
from rung.accounts.errors import EmailTaken
from rung.accounts.models import Clinician, OpenSession, Practice
from rung.accounts.services import sessions
from rung.audit import services as audit


@transaction.atomic
def create_practice(*, name: str, at: datetime, state: State | None = None) -> Practice:
    """Make an empty practice; its state decides which rules of consent hold."""
    practice = Practice.objects.create(name=name, state=state or "", created_at=at)
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


@transaction.atomic
def deactivate_person(*, person: Clinician, by: Clinician, at: datetime) -> Clinician:
    """Shut a person out at once: their sessions end, and they cannot sign in.

    Raises:
        AdminsOnly, OwnAccount: see `check_may_change`.
    """
    policies.check_may_change(person, by)
    person.is_active = False
    person.save(update_fields=["is_active"])
    audit.record(audit.Act.WITHDRAW, by=by, at=at, subject=audit.Subject("clinician", person.id))
    sessions.end_sessions_of(person, by=by, at=at)
    return person


@transaction.atomic
def reactivate_person(*, person: Clinician, by: Clinician, at: datetime) -> Clinician:
    """Let a person sign in again.

    Raises:
        AdminsOnly, OwnAccount: see `check_may_change`.
    """
    policies.check_may_change(person, by)
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("clinician", person.id))
    return person


@transaction.atomic
def change_role(*, person: Clinician, role: Role, by: Clinician, at: datetime) -> Clinician:
    """Give a person another role; they sign in again to use it.

    Raises:
        AdminsOnly, OwnAccount: see `check_may_change`.
    """
    policies.check_may_change(person, by)
    person.role = role
    person.save(update_fields=["role"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("role", person.id))
    sessions.end_sessions_of(person, by=by, at=at)
    return person


@transaction.atomic
def change_password(*, person: Clinician, password: str, keep: OpenSession | None, at: datetime) -> Clinician:
    """Set a person's own password; every session but the one to keep ends."""
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record(audit.Act.CHANGE, by=person, at=at, subject=audit.Subject("password", person.id))
    sessions.end_other_sessions(person, keep=keep, at=at)
    return person
