"""Second factors: their secrets sealed, their codes good for one use."""

import base64
from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import models, transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.encryption import envelope, keyring

REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes stand in for one of these
DRIFT = 1  # steps of 30 s that a phone's clock may be off, either way
LAST_STEP = "last_step"


def has_second_factor(person: Clinician) -> bool:
    """Answer whether the person has set one up."""
    return Authenticator.objects.filter(user=person, type__in=REAL).exists()


def seal(text: str, *, whose: Clinician, column: str = "data") -> str:
    """Return a secret sealed for its person: it opens for nobody else."""
    sealed = envelope.seal(text.encode(), owner=keyring.practice(whose.practice_id), place=_place(whose, column))
    return base64.b64encode(sealed).decode()


def unseal(sealed: str, *, whose: Clinician, at: datetime, column: str = "data") -> str:
    """Return a secret; the reading is audited.

    Raises:
        SealBroken: it was altered, or is another person's.
    """
    with audit.access_to_practice(by=whose, at=at, subject=audit.Subject("second_factor", whose.id)):
        owner = keyring.practice(whose.practice_id)
        return envelope.unseal(base64.b64decode(sealed), owner=owner, place=_place(whose, column)).decode()


def step_of_code(code: str, *, secret: str, after: int, at: datetime) -> int | None:
    """Return the time step whose code was typed, if it is near enough and later than the last one that was used."""
    now = int(at.timestamp()) // app_settings.TOTP_PERIOD
    for step in range(max(now - DRIFT, after + 1), now + DRIFT + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


@transaction.atomic
def use_code(code: str, *, who: Clinician, at: datetime) -> Authenticator | None:
    """Return what the typed code belongs to, and make that code useless; None where it is wrong or was used."""
    held: models.QuerySet[Authenticator] = (
        Authenticator.objects.select_for_update().filter(user=who).exclude(type=Authenticator.Type.WEBAUTHN)
    )
    for factor in held.order_by("-type"):  # the app first: it is what people use
        if factor.type == Authenticator.Type.TOTP:
            if _used_step(factor, code, who, at):
                return factor
        elif RecoveryCodes(factor).validate_code(code):
            return factor
    return None


@transaction.atomic
def remove_all(person: Clinician, *, by: Clinician, at: datetime) -> None:
    """Remove every second factor of somebody who lost them; they set up new ones before anything opens."""
    removed, _ = Authenticator.objects.filter(user=person).delete()
    if removed:
        audit.record(audit.Act.WITHDRAW, by=by, at=at, subject=audit.Subject("second_factor", person.id))


def note_change(act: audit.Act, *, who: Clinician, at: datetime) -> None:
    """Record that a second factor was added, renewed or removed."""
    audit.record(act, by=who, at=at, subject=audit.Subject("second_factor", who.id))


def remember_step(factor: Authenticator, step: int) -> None:
    """Keep the last step that was used: its code and earlier ones are refused from now on (RFC 6238, 5.2)."""
    factor.data[LAST_STEP] = step
    factor.save(update_fields=["data"])


def _used_step(factor: Authenticator, code: str, who: Clinician, at: datetime) -> bool:
    secret = unseal(factor.data["secret"], whose=who, at=at)
    step = step_of_code(code, secret=secret, after=factor.data.get(LAST_STEP, 0), at=at)
    if step is not None:
        remember_step(factor, step)
    return step is not None


def _place(whose: Clinician, column: str) -> envelope.Place:
    return envelope.Place(table=Authenticator._meta.db_table, column=column, row=whose.id)
