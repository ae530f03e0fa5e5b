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
from rung.accounts.services import people
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
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        practice=practice,
        email=address,
        role=role,
        token_digest=_digest(token),
        invited_by=by,
        expires_at=at + policies.INVITATION_LASTS,
        created_at=at,
    )
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("invitation", invitation.id))
    return invitation, _sign(token)


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
    """Make the account somebody was invited to; the link opens nothing more.

    Raises:
        InvitationUnusable: the link was altered, used, withdrawn or is too old.
        EmailTaken: somebody signs in with the address by now.
    """
    held = Invitation.objects.select_for_update().filter(token_digest=_opened(signed)).first()
    invitation = policies.check_is_usable(held, at)
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    person = people.add_clinician(
        practice=invitation.practice,
        email=invitation.email,
        name=name.strip(),
        password=password,
        at=at,
        role=Role(invitation.role),
    )
    audit.record(audit.Act.FINISH, by=person, at=at, subject=audit.Subject("invitation", invitation.id))
    return person


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
