"""ClientGuide: what a client may read, once a clinician has read it."""

from django.db import models

from rung.accounts.models import Clinician
from rung.encryption.fields import EncryptedTextField, SealedByVersion
from rung.sessions.enums import GuideStatus
from rung.sessions.models.brief import ClinicalBrief
from rung.sessions.models.session import SessionRecord


class ClientGuide(SealedByVersion, SessionRecord):
    """Beth's draft, never changed, beside the clinician's text."""

    run_id = models.UUIDField(unique=True)
    brief = models.ForeignKey(ClinicalBrief, on_delete=models.PROTECT)
    status = models.CharField(max_length=16, choices=GuideStatus, default=GuideStatus.DRAFT)
    safe_brief = EncryptedTextField()  # the ClientSafeBrief that Beth was given, as JSON
    draft = EncryptedTextField()  # schemas.GuideContent as JSON
    text = EncryptedTextField(version="version")  # schemas.GuideContent as JSON: the clinician's version
    version = models.PositiveIntegerField(default=1)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Phi:
        """All text is sealed, also what is safe to show: it says who is in care."""

        sealed = ("safe_brief", "draft", "text")
        plain = (
            "id", "created_at", "session", "client", "is_part2", "run_id", "brief", "status", "version", "reviewed_at",
            "reviewed_by", "released_at", "released_by", "withdrawn_at",
        )  # fmt: skip

    class Meta:
        ordering = ("-created_at",)
