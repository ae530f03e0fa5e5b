"""A guess at a password or a code: reserved before it is evaluated, given back when it was right."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import HttpRequest

from rung.accounts import services
from rung.common import clock


@dataclass(slots=True)
class Attempt:
    """What the guard reserved for one request, and what became of it."""

    reserved: UUID | None
    locked_until: datetime | None
    was_evaluated: bool = False
    was_right: bool = False


def reserve(*, account: str, address: str) -> Attempt:
    """Count a guess; the attempt says when to come back where there were too many."""
    found = services.count_guess(account=account, address=address, at=clock.now())
    return Attempt(None, found) if isinstance(found, datetime) else Attempt(found.pk, None)


def settle(attempt: Attempt) -> None:
    """Give back what was not a wrong guess; record what was, outside of the request's own transaction."""
    is_wrong = attempt.was_evaluated and not attempt.was_right
    if is_wrong:
        services.note_refused_sign_in(at=clock.now())
    elif attempt.reserved:
        services.forget_guess(attempt.reserved)


def judge[T](request: HttpRequest, evaluate: Callable[[], T]) -> T:
    """Evaluate a guess that was reserved; `evaluate` raises where it is wrong.

    Raises:
        ValidationError: too many guesses were made; nothing was evaluated.
        ImproperlyConfigured: no guess was reserved for this address: see guards.GUESSED.
    """
    attempt = getattr(request, "attempt", None)
    if not isinstance(attempt, Attempt):
        raise ImproperlyConfigured("This address evaluates secrets, and nobody counts them: add it to GUESSED.")
    attempt.was_evaluated = True
    if attempt.locked_until:
        _refuse(attempt.locked_until)
    found = evaluate()
    attempt.was_right = True
    return found


def _refuse(until: datetime) -> NoReturn:
    """Say when to try again; the words are the same whether the account exists or not."""
    raise ValidationError(f"Too many attempts. Try again after {until:%H:%M:%S} UTC.", code="locked")
