"""PsychotherapyNote: a clinician's own thoughts, kept apart from the record (45 CFR 164.501)."""

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField, SealedByVersion


class PsychotherapyNote(SealedByVersion, Stamped):
    """Sealed twice: inside under the client's key, so that erasing the client erases it; outside under the author's.

    An access to the client's record, whoever has it and for whatever reason,
    opens no author's key. `rung.sessions.services.psychotherapy` is the only
    way in.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField(version="version")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)

    class Phi:
        """The text is sealed; that there is a note is not."""

        sealed = ("text",)
        plain = ("id", "created_at", "client", "author", "version", "changed_at")

    class Meta:
        ordering = ("-created_at", "-id")

    def key_owner(self) -> keyring.Owner:
        """Return the key of the author's psychotherapy notes."""
        return keyring.psychotherapy(self.author_id)
