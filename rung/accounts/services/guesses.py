"""Count guesses of passwords and codes before they are evaluated."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from rung.accounts import policies
from rung.accounts.models import Guess
from rung.audit import services as audit


@transaction.atomic
def count_guess(*, account: str, address: str, at: datetime) -> Guess | datetime:
    """Reserve one guess, or return when the next one may be made.

    Guesses at one account, or from one address, wait for each other here: of
    a hundred at once, five are reserved. Account and address are kept as
    keyed digests; whether the account exists is never asked.
    """
    by_account, by_address = _digest("account", account.strip().lower()), _digest("address", address)
    for digest in sorted((by_account, by_address)):
        _wait_for(digest)
    old = Guess.objects.filter(created_at__lte=at - policies.FAILURE_WINDOW)
    old.delete()
    locks = [
        policies.locked_until(list(found.values_list("created_at", flat=True)), at)
        for found in (
            Guess.objects.filter(account_digest=by_account),
            Guess.objects.filter(address_digest=by_address),
        )
    ]
    if until := max((lock for lock in locks if lock), default=None):
        return until
    return Guess.objects.create(account_digest=by_account, address_digest=by_address, created_at=at)


def forget_guess(guess_id: UUID) -> None:
    """Give back a guess that was right, or that nobody evaluated."""
    Guess.objects.filter(pk=guess_id).delete()


def note_refused_sign_in(*, at: datetime) -> None:
    """Record that a sign-in was refused. What was typed is not kept: it may be a password in the wrong field."""
    audit.record(
        audit.Act.SIGN_IN_REFUSED, by=None, at=at, subject=audit.Subject("sign_in"), outcome=audit.Outcome.REFUSED
    )


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"rung.guess.{kind}", text.encode(errors="replace"), algorithm="sha256").hexdigest()


def _wait_for(digest: str) -> None:
    """Hold a lock of the database until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(bytes.fromhex(digest[:16]), signed=True)])
