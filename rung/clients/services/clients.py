"""Open a client's record, and note where they are."""

from datetime import datetime

from django.db import transaction

from rung.accounts import policies as accounts
from rung.accounts.enums import State
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import fields, selectors
from rung.clients.errors import NameMissing
from rung.clients.models import Client, DirectoryEntry


@transaction.atomic
def add_client(*, first_name: str, last_name: str, by: Clinician, at: datetime, state: State | None = None) -> Client:
    """Open a record for a person in the clinician's care.

    `state` is where they sit when it is not the practice's: its rules hold, too.

    Raises:
        RoleOpensNoRecords: the role manages people or machines.
        NameMissing: without a first name.
    """
    accounts.check_treats(by)
    names = {"first_name": first_name.strip(), "last_name": last_name.strip()}
    if not names["first_name"]:
        raise NameMissing
    indexes = fields.indexes_of(practice_id=by.practice_id, **names)
    client = Client(practice_id=by.practice_id, clinician=by, state=state or "", created_at=at, **names, **indexes)
    client.save(force_insert=True)
    index = indexes["full_name_index"]
    DirectoryEntry.objects.create(client=client, practice_id=by.practice_id, full_name_index=index, created_at=at)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("client", client.id, client.id))
    return client


@transaction.atomic
def place_client(*, client: Client, state: State | None, by: Clinician, at: datetime) -> Client:
    """Note where a client sits during sessions; None where it is the practice's state or one without own rules.

    Raises:
        ClientNotFound: not among the clinician's clients.
    """
    held = selectors.held_client_of(by, client.id)
    held.state = state or ""
    held.save(update_fields=["state"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("client", held.id, held.id))
    return held


@transaction.atomic
def mark_erased(*, client: Client, by: Clinician, at: datetime) -> Client:
    """Turn a client's row into a tombstone. `pipelines.services.erase_client` destroys the key and lists what went.

    Raises:
        ClientNotFound: not among the clinician's clients.
    """
    held = selectors.held_client_of(by, client.id)
    held.erased_at, held.state = at, ""
    for index in fields.INDEXES:  # made with the practice's key, they would outlive the client's own
        setattr(held, index, "")
    held.save(update_fields=["erased_at", "state", *fields.INDEXES])
    DirectoryEntry.objects.filter(client=held).update(full_name_index="")
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("client.erased", held.id, held.id))
    return held
