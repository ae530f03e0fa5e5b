"""People whom an identity provider vouches for."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rung.accounts.enums import Role
from rung.accounts.errors import NoSuchAccount, RoleUnknown
from rung.accounts.models import Clinician
from rung.accounts.services import sessions
from rung.audit import services as audit


@transaction.atomic
def adopt_person(*, subject: str, email: str, groups: Iterable[str], roles: dict[str, Role], at: datetime) -> Clinician:
    """Return the account of somebody an identity provider vouches for, with the role that their group gives.

    Nobody is registered: the account was made by an invitation, and is tied to
    the provider's subject the first time. `email` must have been verified there.

    Raises:
        RoleUnknown: no group, or several groups, give one role.
        NoSuchAccount: no active account has the subject or the address.
    """
    given = {roles[group] for group in groups if group in roles}
    if len(given) != 1:
        raise RoleUnknown
    person = _found(subject, email)
    if person is None or not person.is_active:
        raise NoSuchAccount
    role = given.pop()
    if (person.subject, person.role) != (subject, role):
        if person.role != role:
            sessions.end_sessions_of(person, by=None, at=at)
        person.subject, person.role = subject, role
        person.save(update_fields=["subject", "role"])
        audit.record(audit.Act.CHANGE, by=None, at=at, subject=audit.Subject("role", person.id))
    return person


def _found(subject: str, email: str) -> Clinician | None:
    known = Clinician.objects.select_for_update().filter(subject=subject).first()
    if known is not None or not email:
        return known
    return Clinician.objects.select_for_update().filter(subject=None, email=email.strip().lower()).first()
