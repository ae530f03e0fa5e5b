"""LegalHold: why a record must stay, although its time has come."""

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models.client import Client
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField


class LegalHold(Stamped):
    """One hold; while any is not lifted, nothing of the client is purged or erased. Never deleted."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="holds")
    reason = EncryptedTextField()
    set_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_because = EncryptedTextField(null=True)

    class Phi:
        """The reasons are sealed: they may tell of a case in court."""

        sealed = ("reason", "lifted_because")
        plain = ("id", "created_at", "client", "set_by", "lifted_at", "lifted_by")

    class Meta:
        ordering = ("-created_at", "-id")

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        return keyring.client(self.client_id)
