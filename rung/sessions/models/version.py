"""DocumentVersion: what a brief, a note or a guide said at one time; rows are only ever added."""

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField
from rung.sessions.enums import DocumentKind
from rung.sessions.models.session import TherapySession


class DocumentVersion(Stamped):
    """One version. Its hash covers the one before: see `rung.sessions.services.versions`.

    Who made it is a person, or an agent with the hash of what it was told.
    """

    session = models.ForeignKey(TherapySession, on_delete=models.PROTECT)
    client = models.ForeignKey(Client, on_delete=models.PROTECT)
    kind = models.CharField(max_length=8, choices=DocumentKind)
    document_id = models.UUIDField()
    number = models.PositiveIntegerField()
    layout = models.CharField(max_length=8, blank=True)  # a note's format
    content = EncryptedTextField()
    sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)  # the sha256 of the version before
    author = models.ForeignKey(Clinician, on_delete=models.PROTECT, null=True, related_name="+")
    agent = models.CharField(max_length=32, blank=True)
    prompt_sha256 = models.CharField(max_length=64, blank=True)

    class Phi:
        """What it said is sealed."""

        sealed = ("content",)
        plain = (
            "id", "created_at", "session", "client", "kind", "document_id", "number", "layout", "sha256", "previous",
            "author", "agent", "prompt_sha256",
        )  # fmt: skip

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["kind", "document_id", "number"], name="one_version_per_number"),
            models.CheckConstraint(
                condition=models.Q(author__isnull=False) | ~models.Q(agent=""), name="a_version_says_who"
            ),
        )

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        return keyring.client(self.client_id)
