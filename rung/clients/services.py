"""Changes to clients."""

from datetime import datetime

from django.db import transaction

from rung.accounts import policies as accounts
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import fields
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
    names = {"first_name": first_name.strip(), "last_name": last_name.strip()}
    if not names["first_name"]:
        raise NameMissing
    indexes = fields.indexes_of(practice_id=by.practice_id, **names)
    client = Client(practice_id=by.practice_id, clinician=by, created_at=at, **names, **indexes)
    client.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("client", client.id, client.id))
    return client


@transaction.atomic
def forget_name_indexes(*, client: Client, by: Clinician, at: datetime) -> Client:
    """Remove the blind indexes of a client's names: the part of erasing a client that destroying the key leaves.

    They are made with the practice's key, so they outlive the client's own.
    """
    for name in fields.INDEXES:
        setattr(client, name, "")
    client.save(update_fields=[*fields.INDEXES])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("client", client.id, client.id))
    return client
