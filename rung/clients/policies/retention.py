"""Whether a record may go: no legal hold, and the states' time is over."""

from datetime import date

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.clients.errors import ClientNotFound, HoldReasonMissing, NotConfirmed, OnLegalHold, RetentionNotOver
from rung.clients.models import Client
from rung.clients.policies.ownership import is_client_of
from rung.clients.policies.rules import Rules
from rung.common import textkit


def kept_until(last_service_on: date | None, rules: Rules) -> date | None:
    """Return the last day on which the states ask to keep the record; None where there was no service."""
    if last_service_on is None:
        return None
    year = last_service_on.year + rules.retention().years
    try:
        return last_service_on.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def check_may_go(*, is_held: bool, last_service_on: date | None, rules: Rules, today: date) -> None:
    """Refuse to erase what must be kept.

    Raises:
        OnLegalHold: somebody set one and nobody lifted it.
        RetentionNotOver: naming the day from which it may go.
    """
    if is_held:
        raise OnLegalHold
    until = kept_until(last_service_on, rules)
    if until is not None and today <= until:
        kept = rules.retention()
        raise RetentionNotOver(
            f"The record must be kept until {until:%-d %B %Y}, {kept.years} years after the last service; "
            "it may be erased from the next day on."
        )


def check_confirmed(typed: str, name: str) -> None:
    """Refuse an erasure whose typed name is not the client's.

    Raises:
        NotConfirmed: it is another, or empty.
    """
    if not typed.strip() or textkit.fold(typed) != textkit.fold(name):
        raise NotConfirmed


def check_may_hold(client: Client, clinician: Clinician) -> None:
    """Let the client's clinician and the practice's admins set and lift holds.

    Raises:
        ClientNotFound: it is neither.
    """
    is_admin = clinician.role == Role.PRACTICE_ADMIN and clinician.practice_id == client.practice_id
    if not is_admin and not is_client_of(client, clinician):
        raise ClientNotFound


def check_says_why(reason: str) -> None:
    """Refuse a hold without a reason.

    Raises:
        HoldReasonMissing: it is blank.
    """
    if not reason.strip():
        raise HoldReasonMissing
