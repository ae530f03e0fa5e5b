"""Client: one person in care of one clinician."""

from typing import Self

from django.db import models

from rung.accounts.models import Clinician, Practice
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField


class ClientQuerySet(models.QuerySet["Client"]):
    """Reads that start from a clinician."""

    def for_clinician(self, clinician: Clinician) -> Self:
        """Return that clinician's clients and nobody else's."""
        return self.filter(clinician=clinician, practice_id=clinician.practice_id)


class Client(Stamped):
    """Everything that names the person is sealed under the person's own key."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    clinician = models.ForeignKey(Clinician, on_delete=models.PROTECT)
    first_name = EncryptedTextField()
    last_name = EncryptedTextField()
    discharged_at = models.DateTimeField(null=True)

    objects = ClientQuerySet.as_manager()

    class Phi:
        """Names are sealed; ids and times are not."""

        sealed = ("first_name", "last_name")
        plain = ("id", "created_at", "practice", "clinician", "discharged_at")

    class Meta:
        ordering = ("-created_at",)

    def key_owner(self) -> keyring.Owner:
        """Return the client's own key."""
        return keyring.client(self.id)

    def full_name(self) -> str:
        """Return first and last name; needs a declared access."""
        return f"{self.first_name} {self.last_name}".strip()
