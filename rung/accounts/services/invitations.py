"""Invite people, and let them in once."""

import hashlib
import secrets
from datetime import datetime

from django.core import signing
from django.db import transaction

from rung.accounts import policies
from rung.accounts.enums import Role
from rung.accounts.errors import EmailTaken, InvitationUnusable
from rung.accounts.models import Clinician, Invitation, Practice
from rung.accounts.services import people, second_factors, sessions
from rung.audit import services as audit

SALT = "rung.invitation"


@transaction.atomic
def invite_person(
    *, practice: Practice, email: str, role: Role, by: Clinician | None, at: datetime
) -> tuple[Invitation, str]:
    """Invite somebody to a practice; return the invitation and the signed token for its link.

    The token is returned once: its hash is all that is kept. Without `by` it is
    the first administrator's, made by the operator's command.

    Raises:
        AdminsOnly: `by` is no administrator.
        EmailTaken: somebody signs in with the address already.
    """
    address = email.strip().lower()
    if by is not None:
        policies.check_is_practice_admin(by)
    if Clinician.objects.filter(email=address).exists():
        raise EmailTaken
    invitation, signed = _make(practice, address, role, by=by, at=at)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("invitation", invitation.id))
    return invitation, signed


@transaction.atomic
def reset_sign_in(*, person: Clinician, by: Clinician, at: datetime) -> tuple[Invitation, str]:
    """Take password and second factors from somebody who lost them, and make the link by which they set up new ones.

    Raises:
        AdminsOnly, OwnAccount: see `check_may_change`.
    """
    policies.check_may_change(person, by)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    second_factors.remove_all(person, by=by, at=at)
    sessions.end_sessions_of(person, by=by, at=at)
    Invitation.objects.filter(person=person, accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
    invitation, signed = _make(person.practice, person.email, Role(person.role), by=by, at=at, person=person)
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("sign_in", person.id))
    return invitation, signed


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: Clinician, at: datetime) -> tuple[Invitation, str]:
    """Make a new link, good for another week; the old one no longer opens anything.

    Raises:
        AdminsOnly: `by` is no administrator.
    """
    policies.check_is_practice_admin(by)
    token = secrets.token_urlsafe(32)
    invitation.token_digest, invitation.expires_at = _digest(token), at + policies.INVITATION_LASTS
    invitation.save(update_fields=["token_digest", "expires_at"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("invitation", invitation.id))
    return invitation, _sign(token)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Clinician, at: datetime) -> Invitation:
    """Make a link useless.

    Raises:
        AdminsOnly: `by` is no administrator.
    """
    policies.check_is_practice_admin(by)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    audit.record(audit.Act.WITHDRAW, by=by, at=at, subject=audit.Subject("invitation", invitation.id))
    return invitation


def invitation_behind(signed: str, *, at: datetime) -> Invitation:
    """Return the invitation that a link opens.

    Raises:
        InvitationUnusable: the link was altered, used, withdrawn or is too old.
    """
    return policies.check_is_usable(Invitation.objects.filter(token_digest=_opened(signed)).first(), at)


@transaction.atomic
def accept_invitation(*, signed: str, name: str, password: str, at: datetime) -> Clinician:
    """Make the account somebody was invited to, or give theirs a new password; the link opens nothing more.

    Raises:
        InvitationUnusable: the link was altered, used, withdrawn or is too old.
        EmailTaken: somebody signs in with the address by now.
    """
    held = Invitation.objects.select_for_update().filter(token_digest=_opened(signed)).first()
    invitation = policies.check_is_usable(held, at)
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    person = _come_back(invitation, password, at) if invitation.person else _newcomer(invitation, name, password, at)
    audit.record(audit.Act.FINISH, by=person, at=at, subject=audit.Subject("invitation", invitation.id))
    return person


def _newcomer(invitation: Invitation, name: str, password: str, at: datetime) -> Clinician:
    return people.add_clinician(
        practice=invitation.practice,
        email=invitation.email,
        name=name.strip(),
        password=password,
        at=at,
        role=Role(invitation.role),
    )


def _come_back(invitation: Invitation, password: str, at: datetime) -> Clinician:
    person = invitation.person
    if person is None or not person.is_active:
        raise InvitationUnusable
    return people.change_password(person=person, password=password, keep=None, at=at)


def _make(
    practice: Practice, email: str, role: Role, *, by: Clinician | None, at: datetime, person: Clinician | None = None
) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        practice=practice,
        email=email,
        role=role,
        token_digest=_digest(token),
        invited_by=by,
        person=person,
        expires_at=at + policies.INVITATION_LASTS,
        created_at=at,
    )
    return invitation, _sign(token)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _sign(token: str) -> str:
    return signing.Signer(salt=SALT).sign(token)


def _opened(signed: str) -> str:
    """Return the digest of a signed token."""
    try:
        return _digest(signing.Signer(salt=SALT).unsign(signed))
    except signing.BadSignature as altered:
        raise InvitationUnusable from altered
