"""ClinicalBrief: what Rung found, for the clinician alone."""

from django.db import models

from rung.encryption.fields import EncryptedTextField
from rung.sessions.models.intake import SessionTranscript
from rung.sessions.models.session import SessionRecord


class ClinicalBrief(SessionRecord):
    """One run's brief; never changed. Its run made it once, however often the worker died."""

    run_id = models.UUIDField(unique=True)
    transcript = models.ForeignKey(SessionTranscript, on_delete=models.PROTECT)
    content = EncryptedTextField()  # schemas.BriefContent as JSON
    sha256 = models.CharField(max_length=64)
    finding_count = models.PositiveIntegerField()

    class Phi:
        """The findings are sealed; their number is not."""

        sealed = ("content",)
        plain = (
            "id", "created_at", "session", "client", "is_part2", "run_id", "transcript", "sha256", "finding_count",
        )  # fmt: skip

    class Meta:
        ordering = ("-created_at",)
