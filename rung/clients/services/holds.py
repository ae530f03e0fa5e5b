"""Set and lift legal holds."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients.errors import HoldNotFound
from rung.clients.models import Client, LegalHold
from rung.clients.policies import retention


@transaction.atomic
def set_hold(*, client: Client, reason: str, by: Clinician, at: datetime) -> LegalHold:
    """Keep everything of a client until the hold is lifted.

    Raises:
        ClientNotFound: neither the client's clinician nor an admin of the practice asks.
        HoldReasonMissing: nobody says why.
    """
    retention.check_may_hold(client, by)
    retention.check_says_why(reason)
    Client.objects.select_for_update(no_key=True).get(pk=client.pk)  # a purge or erasure that began ends first
    hold = LegalHold(client=client, reason=reason.strip(), set_by=by, created_at=at)
    hold.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("legal_hold", hold.id, client.id))
    return hold


@transaction.atomic
def lift_hold(*, hold_id: UUID, reason: str, by: Clinician, at: datetime) -> LegalHold:
    """End a hold; its row stays, with both reasons.

    Raises:
        HoldNotFound: there is none that stands.
        ClientNotFound: neither the client's clinician nor an admin of the practice asks.
        HoldReasonMissing: nobody says why.
    """
    held = LegalHold.objects.select_for_update(of=("self",)).select_related("client")
    hold = held.filter(pk=hold_id, lifted_at__isnull=True).first()
    if hold is None:
        raise HoldNotFound
    retention.check_may_hold(hold.client, by)
    retention.check_says_why(reason)
    hold.lifted_at, hold.lifted_by, hold.lifted_because = at, by, reason.strip()
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("legal_hold", hold.id, hold.client_id))
    return hold
