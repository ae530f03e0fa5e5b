"""Consent: what a client agreed to, and when they took it back."""

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.enums import Method, Modality, Purpose
from rung.clients.models.client import Client
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField


class Consent(Stamped):
    """One consent, as it was given. The database lets nothing be changed but its withdrawal, and no row go.

    `words` is the typed name, or the witness note of a verbal consent.
    `created_at` is when it was given.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=24, choices=Purpose)
    modality = models.CharField(max_length=16, choices=Modality)
    text_version = models.CharField(max_length=16)
    text_sha256 = models.CharField(max_length=64)  # of the text with the disclosures that were shown with it
    method = models.CharField(max_length=16, choices=Method)
    words = EncryptedTextField()
    recorded_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, null=True, related_name="+")

    class Phi:
        """A signature names the client; a witness note may say anything."""

        sealed = ("words",)
        plain = (
            "id", "created_at", "client", "purpose", "modality", "text_version", "text_sha256", "method",
            "recorded_by", "expires_at", "withdrawn_at", "withdrawn_by",
        )  # fmt: skip

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=["client", "purpose", "modality"]),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="a_withdrawal_says_who",
            ),
        )

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        return keyring.client(self.client_id)
