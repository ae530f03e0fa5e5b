"""Whose client is whose."""

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.clients.errors import ClientNotFound, OnlyReading
from rung.clients.models import Client


def is_client_of(client: Client, clinician: Clinician) -> bool:
    """Answer whether the clinician treats the client."""
    return clinician.treats and client.clinician_id == clinician.id and client.practice_id == clinician.practice_id


def check_is_client_of(client: Client, clinician: Clinician) -> None:
    """Refuse to change somebody else's client, in the words used for one that does not exist.

    Raises:
        ClientNotFound: it is somebody else's.
        OnlyReading: to a supervisor, who may know that it exists.
    """
    if is_client_of(client, clinician):
        return
    if clinician.role == Role.SUPERVISOR and client.practice_id == clinician.practice_id:
        raise OnlyReading
    raise ClientNotFound
