"""Note what was disclosed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients.models import Client
from rung.common import jsonkit
from rung.rights import policies
from rung.rights.enums import DisclosureKind
from rung.rights.models import Disclosure, RightsRequest
from rung.rights.schemas import DisclosureDetail


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Something that was given to somebody."""

    kind: DisclosureKind
    on: date
    detail: DisclosureDetail
    request: RightsRequest | None = None


@transaction.atomic
def note_disclosure(disclosed: Disclosed, *, client: Client, by: Clinician, at: datetime) -> Disclosure:
    """Keep that something of a client's record was given to somebody.

    Raises:
        ClientNotFound: not among the clinician's clients.
        DateInFuture: it has not happened yet.
        WordsMissing: to whom, what or why is left out.
    """
    client_policies.check_is_client_of(client, by)
    policies.check_has_happened(disclosed.on, on=at.date())
    row = keep(disclosed, client=client, by=by, at=at)
    audit.record(audit.Act.DISCLOSE, by=by, at=at, subject=audit.Subject("disclosure", row.id, client.id))
    return row


def keep(disclosed: Disclosed, *, client: Client, by: Clinician, at: datetime) -> Disclosure:
    """Add the row; whoever calls this records the event that goes with it, in the same transaction.

    Raises:
        WordsMissing: to whom, what or why is left out.
    """
    row = Disclosure(
        client=client,
        kind=disclosed.kind,
        disclosed_on=disclosed.on,
        by=by,
        request=disclosed.request,
        detail=jsonkit.dump(_checked(disclosed.detail)),
        created_at=at,
    )
    row.save(force_insert=True)
    return row


def _checked(detail: DisclosureDetail) -> DisclosureDetail:
    recipient, what, why = (policies.check_words(words) for words in (detail.recipient, detail.what, detail.why))
    return DisclosureDetail(recipient, what, why)
