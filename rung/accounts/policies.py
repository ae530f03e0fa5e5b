"""Who may change people, when a session ends, when a sign-in is locked, when somebody must confirm."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from rung.accounts.enums import Analyst, Channel, NoticeKind, Role, Speech
from rung.accounts.errors import (
    AdminsOnly,
    AlwaysShown,
    InvitationUnusable,
    NotASupervisor,
    NotConfigured,
    OwnAccount,
    RoleOpensNoRecords,
)
from rung.accounts.models import Clinician, Invitation, OpenSession

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
MOST_FAILURES = 5  # by account and by address, in the window
FAILURE_WINDOW = timedelta(minutes=15)
INVITATION_LASTS = timedelta(days=7)


def is_practice_admin(person: Clinician) -> bool:
    """Answer whether the person looks after the practice's people; that opens no client's record."""
    return person.is_active and person.role == Role.PRACTICE_ADMIN


def check_is_practice_admin(person: Clinician) -> None:
    """Refuse everybody else.

    Raises:
        AdminsOnly: the person has another role.
    """
    if not is_practice_admin(person):
        raise AdminsOnly


def check_may_change(person: Clinician, by: Clinician) -> None:
    """Refuse to change one's own account: a practice would be left without an administrator.

    Raises:
        AdminsOnly: `by` has another role.
        OwnAccount: it is their own.
    """
    check_is_practice_admin(by)
    if person.pk == by.pk:
        raise OwnAccount


def check_treats(clinician: Clinician) -> None:
    """Refuse record work to roles without content.

    Raises:
        RoleOpensNoRecords: a practice admin or an operator.
    """
    if not clinician.treats:
        raise RoleOpensNoRecords


def check_may_set_supervision(by: Clinician, supervisor: Clinician, clinician: Clinician) -> None:
    """Refuse to let somebody read another's records unless an administrator of both says so.

    Raises:
        AdminsOnly: the actor does not administer the practice of both.
        NotASupervisor: the person has another role, or would supervise themselves.
    """
    practices = {by.practice_id, supervisor.practice_id, clinician.practice_id}
    if not is_practice_admin(by) or len(practices) > 1:
        raise AdminsOnly
    if supervisor.role != Role.SUPERVISOR or supervisor.id == clinician.id:
        raise NotASupervisor


def may_choose(choice: str, *, current: str, configured: Collection[str]) -> bool:
    """Answer whether a practice may choose it, to analyse or to write down: what works here, or what it has."""
    return choice in {Analyst.OFFLINE, Speech.OFFLINE, current} or choice in configured


def check_may_choose(choice: str, *, current: str, configured: Collection[str]) -> None:
    """Refuse what whoever runs Rung has not set up.

    Raises:
        NotConfigured: nobody would answer.
    """
    if not may_choose(choice, current=current, configured=configured):
        raise NotConfigured


def check_is_usable(invitation: Invitation | None, at: datetime) -> Invitation:
    """Return the invitation while it can be accepted.

    Raises:
        InvitationUnusable: there is none, or it was used, withdrawn or is too old; all look the same.
    """
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at or at >= invitation.expires_at:
        raise InvitationUnusable
    return invitation


def session_ends_at(session: OpenSession) -> datetime:
    """Return when a session ends if nothing more is done in it."""
    return min(session.last_used_at + IDLE, session.created_at + ABSOLUTE)


def is_over(session: OpenSession, at: datetime) -> bool:
    """Answer whether a session has ended."""
    return at >= session_ends_at(session)


def is_confirmed(session: OpenSession, at: datetime, *, minutes: int) -> bool:
    """Answer whether the person proved to be there within the last minutes."""
    return at < session.confirmed_at + timedelta(minutes=minutes)


def locked_until(failures: Sequence[datetime], at: datetime) -> datetime | None:
    """Return when the next guess may be made, or None while one may be made now.

    Args:
        failures: when the last guesses were made, in any order.
        at: now.
    """
    recent = sorted(made for made in failures if made + FAILURE_WINDOW > at)
    return recent[-MOST_FAILURES] + FAILURE_WINDOW if len(recent) >= MOST_FAILURES else None


def is_told_by_default(kind: NoticeKind, channel: Channel) -> bool:
    """Answer how somebody is told who decided nothing: everything in the inbox, risk by a letter, too."""
    return channel == Channel.IN_APP or (channel == Channel.EMAIL and kind.is_of_risk)


def check_may_silence(on: Collection[tuple[NoticeKind, Channel]]) -> None:
    """Refuse an inbox without risk.

    Raises:
        AlwaysShown: it would not be shown.
    """
    if not all((kind, Channel.IN_APP) in on for kind in NoticeKind if kind.is_of_risk):
        raise AlwaysShown


@dataclass(frozen=True, slots=True)
class Channels:
    """How some people are told: what they decided, by person, kind and channel; else as the house does."""

    decided: Mapping[tuple[UUID, str, str], bool]

    def is_on(self, person_id: UUID, kind: NoticeKind, channel: Channel) -> bool:
        """Answer whether a person is told of a kind through a channel."""
        return self.decided.get((person_id, kind.value, channel.value), is_told_by_default(kind, channel))
