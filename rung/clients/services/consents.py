"""Record consents, take them back, and hold a client to what they agreed to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies, selectors
from rung.clients.enums import Method, Modality, Purpose
from rung.clients.errors import ConsentNotGiven
from rung.clients.models import Client, Consent
from rung.clients.policies import consent as consent_policies
from rung.clients.policies import texts
from rung.clients.policies.rules import Rules


@dataclass(frozen=True, slots=True)
class Scope:
    """What one consent is for: a purpose, and a way of meeting."""

    purpose: Purpose
    modality: Modality


@dataclass(frozen=True, slots=True)
class Answer:
    """How the client said yes: a typed name, or a witness note of what they said."""

    method: Method
    words: str


# What a first brief and its guide need; asked when a client is added.
ASKED_AT_ONCE = (Purpose.RECORDING, Purpose.AI_PROCESSING, Purpose.RELEASE_TO_CLIENT)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a new client agreed to at once, and how."""

    scopes: tuple[Scope, ...]
    answer: Answer


# Where every person is fictional, this is assumed unless somebody says otherwise; it says so itself.
DEMONSTRATION = Agreement(
    tuple(Scope(purpose, Modality.IN_PERSON) for purpose in ASKED_AT_ONCE),
    Answer(Method.VERBAL, "Demonstration: a fictional person agreed."),
)


@transaction.atomic
def give_consents(
    *, client: Client, scopes: Iterable[Scope], answer: Answer, by: Clinician, at: datetime
) -> list[Consent]:
    """Record what a client agreed to, each with the text they were shown.

    An earlier consent of the same scope stays in the record; the newest counts.

    Raises:
        ClientNotFound: not among the clinician's clients.
        ConsentUnwritten: a state asks for writing where the answer was verbal.
        SignatureMissing: typed, without a name.
        WitnessNoteMissing: verbal, without a note.
    """
    policies.check_is_client_of(client, by)
    rules = selectors.rules_of(client)
    return [_given(client, scope, answer, rules, by, at) for scope in dict.fromkeys(scopes)]


@transaction.atomic
def withdraw_consent(*, client: Client, scope: Scope, by: Clinician, at: datetime) -> Consent:
    """Take back what a client agreed to; the row stays and says when.

    `pipelines.services.withdraw_consent` is what screens and API call: it also
    stops what rests on the consent.

    Raises:
        ClientNotFound: not among the clinician's clients.
        ConsentNotGiven: there is nothing to take back.
    """
    held = selectors.held_client_of(by, client.id)
    standing = Consent.objects.filter(
        client=held, purpose=scope.purpose, modality=scope.modality, withdrawn_at__isnull=True
    )
    newest = standing.first()
    if newest is None:
        raise ConsentNotGiven
    standing.update(withdrawn_at=at, withdrawn_by=by)
    newest.refresh_from_db(fields=["withdrawn_at", "withdrawn_by"])
    audit.record(audit.Act.WITHDRAW, by=by, at=at, subject=audit.Subject("consent", newest.id, held.id))
    return newest


def require_consents(*, client_id: UUID, scopes: Iterable[Scope], by: Clinician, at: datetime) -> None:
    """Refuse without consent in force, and keep it in force to the end of the open transaction.

    The client's row is locked: a withdrawal waits for the commit of what was
    allowed, or is seen here.

    Raises:
        ClientNotFound: not among the clinician's clients.
        ConsentRefused: as `policies.consent.check` says.
    """
    client = selectors.held_client_of(by, client_id)
    consents, rules = list(selectors.consents_of(client)), selectors.rules_of(client)
    for scope in scopes:
        consent_policies.check(scope.purpose, consents, rules, modality=scope.modality, at=at)


def _given(client: Client, scope: Scope, answer: Answer, rules: Rules, by: Clinician, at: datetime) -> Consent:
    consent_policies.check_can_be_given(scope.purpose, answer.method, answer.words, rules)
    shown = texts.shown_for(scope.purpose, rules)
    consent = Consent(
        client=client,
        purpose=scope.purpose,
        modality=scope.modality,
        text_version=shown.version,
        text_sha256=shown.sha256,
        method=answer.method,
        words=answer.words.strip(),
        recorded_by=by,
        expires_at=consent_policies.expiry(scope.purpose, rules, at),
        created_at=at,
    )
    consent.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("consent", consent.id, client.id))
    return consent
