"""ReadingItem: one thing a client reads."""

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField, SealedByVersion
from rung.reading.enums import ReadingStatus, SuggestedBy
from rung.sessions.models import TherapySession


class ReadingItem(SealedByVersion, Stamped):
    """One line of a client's reading list; every change raises its version."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    work = EncryptedTextField()  # schemas.Work as JSON; written once
    suggested_by = models.CharField(max_length=16, choices=SuggestedBy)
    status = models.CharField(max_length=16, choices=ReadingStatus, default=ReadingStatus.SUGGESTED)
    version = models.PositiveIntegerField(default=1)
    note = EncryptedTextField(version="version", null=True)  # the clinician's
    is_to_discuss = models.BooleanField(default=False)
    discussed_in = models.ForeignKey(TherapySession, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Phi:
        """What is read and what is noted about it are sealed; that something is, is not."""

        sealed = ("work", "note")
        plain = (
            "id", "created_at", "client", "added_by", "suggested_by", "status", "version", "is_to_discuss",
            "discussed_in", "due_on", "changed_at",
        )  # fmt: skip

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=["client", "status"], name="reading_by_client"),)

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        return keyring.client(self.client_id)
