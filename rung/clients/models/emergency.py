"""DirectoryEntry and EmergencyAccess: how a colleague reaches a record in an emergency (break-glass)."""

from django.db import models

from rung.accounts.models import Clinician, Practice
from rung.common.models import Stamped
from rung.encryption import blind, keyring
from rung.encryption.fields import EncryptedTextField


class DirectoryEntry(Stamped):
    """That somebody of this exact name is in care of the practice: a blind index, and no name.

    A client's own row is hidden from colleagues by row security; this one is
    open to whoever treats in the practice.
    """

    client = models.OneToOneField("clients.Client", on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    full_name_index = models.CharField(max_length=blind.HEX_CHARS, blank=True)

    class Phi:
        """A blind index says which rows have equal names, within one practice."""

        sealed = ()
        plain = ("id", "created_at", "client", "practice", "full_name_index")

    class Meta:
        indexes = (models.Index(fields=["practice", "full_name_index"]),)


class EmergencyAccess(Stamped):
    """One colleague, one client, at most an hour, with a reason; reviewed afterwards."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    clinician = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="+")
    reason = EncryptedTextField(null=True)  # gone with an erased client
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, null=True, related_name="+")
    finding = EncryptedTextField(null=True)  # what the review came to

    class Phi:
        """Reason and finding are sealed under the practice's key: an administrator reviews them, without the record."""

        sealed = ("reason", "finding")
        plain = (
            "id", "created_at", "practice", "clinician", "client", "expires_at", "ended_at", "reviewed_at",
            "reviewed_by",
        )  # fmt: skip

    class Meta:
        ordering = ("-created_at",)
        indexes = (models.Index(fields=["clinician", "expires_at"]),)

    def key_owner(self) -> keyring.Owner:
        """Return the practice's key."""
        return keyring.practice(self.practice_id)
