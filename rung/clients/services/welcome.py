"""Take a person into care, with what they agreed to at once."""

from datetime import datetime

from django.db import transaction

from rung.accounts.enums import State
from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.clients.services.clients import add_client
from rung.clients.services.consents import Agreement, give_consents


@transaction.atomic
def welcome_client(
    *, first_name: str, last_name: str, state: State | None, agreed: Agreement | None, by: Clinician, at: datetime
) -> Client:
    """Open a client's record and record their consents, or neither.

    Raises:
        NameMissing: without a first name.
        ConsentUnwritten: a state asks for writing where the answer was verbal.
        SignatureMissing: typed, without a name.
        WitnessNoteMissing: verbal, without a note.
    """
    client = add_client(first_name=first_name, last_name=last_name, state=state, by=by, at=at)
    if agreed is not None:
        give_consents(client=client, scopes=agreed.scopes, answer=agreed.answer, by=by, at=at)
    return client
