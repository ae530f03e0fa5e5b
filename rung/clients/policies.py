"""Whose client is whose."""

from rung.accounts.models import Clinician
from rung.clients.errors import ClientNotFound
from rung.clients.models import Client


def is_client_of(client: Client, clinician: Clinician) -> bool:
    """Answer whether the clinician treats the client."""
    return client.clinician_id == clinician.id and client.practice_id == clinician.practice_id


def check_is_client_of(client: Client, clinician: Clinician) -> None:
    """Refuse to act on somebody else's client, in the words used for one that does not exist.

    Raises:
        ClientNotFound: it is somebody else's.
    """
    if not is_client_of(client, clinician):
        raise ClientNotFound
