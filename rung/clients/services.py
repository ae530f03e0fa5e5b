"""Changes to clients."""

from datetime import datetime

from django.db import transaction

from rung.accounts import policies as accounts
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients.errors import NameMissing
from rung.clients.models import Client


@transaction.atomic
def add_client(*, first_name: str, last_name: str, by: Clinician, at: datetime) -> Client:
    """Open a record for a person in the clinician's care.

    Raises:
        RoleOpensNoRecords: the role manages people or machines.
        NameMissing: without a first name.
    """
    accounts.check_treats(by)
    if not first_name.strip():
        raise NameMissing
    client = Client(
        practice_id=by.practice_id,
        clinician=by,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        created_at=at,
    )
    client.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("client", client.id, client.id))
    return client
