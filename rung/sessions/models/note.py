"""SessionNote: what belongs in the record of a session, drafted from its brief and signed by its author."""

from django.db import models

from rung.accounts.models import Clinician
from rung.encryption.fields import EncryptedTextField, SealedByVersion
from rung.sessions.enums import NoteFormat, NoteStatus
from rung.sessions.models.brief import ClinicalBrief
from rung.sessions.models.session import SessionRecord


class SessionNote(SealedByVersion, SessionRecord):
    """The draft, never changed but with the format, beside the author's text.

    A signed row stays as it is: a trigger refuses the rest. An amendment is
    another row that names the one it amends, and why.
    """

    brief = models.ForeignKey(ClinicalBrief, on_delete=models.PROTECT)
    author = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    amends = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="amendment")
    reason = EncryptedTextField(null=True)  # why it amends
    status = models.CharField(max_length=16, choices=NoteStatus, default=NoteStatus.DRAFT)
    format = models.CharField(max_length=8, choices=NoteFormat)
    version = models.PositiveIntegerField(default=1)
    draft = EncryptedTextField(version="version")  # schemas.NoteDraft as JSON
    text = EncryptedTextField(version="version")  # schemas.NoteText as JSON
    signed_at = models.DateTimeField(null=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)  # of the version that was signed
    changed_share = models.FloatField(null=True)  # of the words, between draft and signed text: 0 to 1
    attestation = EncryptedTextField(null=True)  # schemas.Attestation as JSON

    class Phi:
        """All words are sealed; who signed when, and how much was changed, are not."""

        sealed = ("reason", "draft", "text", "attestation")
        plain = (
            "id", "created_at", "session", "client", "is_part2", "brief", "author", "amends", "status", "format",
            "version", "signed_at", "signed_sha256", "changed_share",
        )  # fmt: skip

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status=NoteStatus.DRAFT, signed_at=None, signed_sha256="")
                | (
                    models.Q(signed_at__isnull=False) & ~models.Q(status=NoteStatus.DRAFT) & ~models.Q(signed_sha256="")
                ),
                name="signed_says_what_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(amends__isnull=True, reason__isnull=True)
                | models.Q(amends__isnull=False, reason__isnull=False),
                name="an_amendment_says_why",
            ),
        )
