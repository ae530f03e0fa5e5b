"""The base of every record of the desk."""

from django.db import models

from rung.clients.models import Client
from rung.common.models import Stamped
from rung.encryption import keyring


class RightsRecord(Stamped):
    """A row about one client, sealed under the client's key. Sealed columns are written once, with the row."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT)

    class Meta:
        abstract = True

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        return keyring.client(self.client_id)
