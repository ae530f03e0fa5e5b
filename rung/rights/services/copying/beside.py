"""What a copy holds of no session, beyond safety plans."""

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.rights.schemas import CopiedGroup
from rung.rights.services.copying import measures, readings


def groups_of(client: Client, by: Clinician) -> tuple[CopiedGroup, ...]:
    """Return what there is of each kind; needs a declared access."""
    found = (measures.measures_of(client, by), readings.readings_of(client))
    return tuple(group for group in found if group.documents)
