"""Mark a client as erased again, after an older backup brought the row back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.audit import services as audit
from rung.clients import fields
from rung.clients.models import Client


@transaction.atomic
def restore_tombstone(*, client_id: UUID, at: datetime) -> bool:
    """Turn the row into a tombstone again; answer whether it had come back."""
    gone = {"erased_at": at, "state": "", **dict.fromkeys(fields.INDEXES, "")}
    came_back = bool(Client.objects.filter(pk=client_id, erased_at__isnull=True).update(**gone))
    if came_back:
        subject = audit.Subject("client.erased", client_id, client_id)
        audit.record(audit.Act.CHANGE, by=None, at=at, subject=subject)
    return came_back
