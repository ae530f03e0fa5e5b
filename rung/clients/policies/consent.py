"""Whether a client's consents allow something now; each refusal says what to do next."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from rung.clients.enums import Method, Modality, Purpose, Standing
from rung.clients.errors import (
    ConsentExpired,
    ConsentMissing,
    ConsentOutdated,
    ConsentRefused,
    ConsentUnwritten,
    ConsentWithdrawn,
    SignatureMissing,
    WitnessNoteMissing,
)
from rung.clients.models import Consent
from rung.clients.policies import texts
from rung.clients.policies.rules import Rules

TITLES = {
    Purpose.RECORDING: "recording",
    Purpose.AI_PROCESSING: "AI processing",
    Purpose.RELEASE_TO_CLIENT: "sharing guides with the client",
    Purpose.COUPLES_MERGE: "couples work",
    Purpose.RESEARCH_LOOKUP: "looking up research",
}
MEETINGS = {Modality.IN_PERSON: "in person", Modality.TELEHEALTH: "by video", Modality.PHONE: "by phone"}

REFUSALS: dict[Standing, tuple[Callable[[str], ConsentRefused], str]] = {
    Standing.MISSING: (ConsentMissing, "{} is missing. Ask the client and record the answer under Consent."),
    Standing.WITHDRAWN: (ConsentWithdrawn, "{} was withdrawn. Nothing more is kept; ask again only if they wish it."),
    Standing.EXPIRED: (ConsentExpired, "{} has expired. Ask the client again and record the answer under Consent."),
    Standing.OUTDATED: (ConsentOutdated, "{} is to an older text. Show the client the new one under Consent."),
    Standing.UNWRITTEN: (ConsentUnwritten, "{} must be in writing here. Have the client sign under Consent."),
}


def check(purpose: Purpose, consents: Sequence[Consent], rules: Rules, *, modality: Modality, at: datetime) -> None:
    """Refuse what the client has no consent in force for.

    Raises:
        ConsentMissing: it was never given.
        ConsentWithdrawn: it was taken back.
        ConsentExpired: the state asks to renew it.
        ConsentOutdated: it was given to a text that allows something else.
        ConsentUnwritten: it was given verbally where the state asks for writing.
    """
    found = standing(purpose, consents, rules, modality=modality, at=at)
    if found in REFUSALS:
        refusal, words = REFUSALS[found]
        raise refusal(words.format(f"Consent to {TITLES[purpose]} ({MEETINGS[modality]})"))


def standing(
    purpose: Purpose, consents: Iterable[Consent], rules: Rules, *, modality: Modality, at: datetime
) -> Standing:
    """Answer where the client stands: the newest consent of this purpose and way of meeting counts."""
    mine = [c for c in consents if (c.purpose, c.modality) == (purpose, modality) and c.created_at <= at]
    if not mine:
        return Standing.MISSING
    newest = max(mine, key=lambda consent: consent.created_at)
    if newest.withdrawn_at is not None and newest.withdrawn_at <= at:
        return Standing.WITHDRAWN
    if newest.expires_at is not None and newest.expires_at <= at:
        return Standing.EXPIRED
    if newest.text_version not in texts.wordings_of(purpose).valid:
        return Standing.OUTDATED
    if newest.method not in rules.methods(purpose):
        return Standing.UNWRITTEN
    return Standing.IN_FORCE


def check_can_be_given(purpose: Purpose, method: Method, words: str, rules: Rules) -> None:
    """Refuse to record a consent that would not hold.

    Raises:
        ConsentUnwritten: the state asks for writing.
        SignatureMissing: nobody signed.
        WitnessNoteMissing: nobody says how it was given.
    """
    if method not in rules.methods(purpose):
        refusal, said = REFUSALS[Standing.UNWRITTEN]
        raise refusal(said.format(f"Consent to {TITLES[purpose]}"))
    if not words.strip():
        raise SignatureMissing if method is Method.TYPED else WitnessNoteMissing


def expiry(purpose: Purpose, rules: Rules, given_at: datetime) -> datetime | None:
    """Return when a consent given now must be renewed, None where no state asks for it."""
    days = rules.renew_after_days(purpose)
    return None if days is None else given_at + timedelta(days=days)
