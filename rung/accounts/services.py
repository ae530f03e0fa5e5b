"""Make practices and people."""

from datetime import datetime

from django.db import transaction

from rung.accounts.enums import Role
from rung.accounts.errors import EmailTaken
from rung.accounts.models import Clinician, Practice
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
