"""RiskFlag: a sign of danger, kept before anything else and whatever fails after it."""

from django.db import models

from rung.encryption.fields import EncryptedTextField
from rung.sessions.enums import FlagStatus
from rung.sessions.models.concern import RiskConcern
from rung.sessions.models.intake import SessionTranscript
from rung.sessions.models.session import SessionRecord


class RiskFlag(SessionRecord):
    """One hit of the screen or the analyst, or a review that a measure asked for. Never deleted; answered."""

    concern = models.ForeignKey(RiskConcern, on_delete=models.PROTECT, related_name="flags")
    run_id = models.UUIDField(null=True)
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=80)  # "suicide:5:3:12-40": category, level, utterance, characters; no words
    transcript = models.ForeignKey(SessionTranscript, on_delete=models.PROTECT, null=True)
    category = models.CharField(max_length=32)
    level = models.PositiveSmallIntegerField()  # C-SSRS severity 0-6 (Posner et al., 2011)
    status = models.CharField(max_length=16, choices=FlagStatus, default=FlagStatus.OPEN)
    detail = EncryptedTextField()  # schemas.FlagDetail as JSON
    acknowledged_at = models.DateTimeField(null=True)

    class Phi:
        """The words are sealed; category and level are not, so that they can be counted and timed."""

        sealed = ("detail",)
        plain = (
            "id", "created_at", "session", "client", "is_part2", "concern", "run_id", "position", "place",
            "transcript", "category", "level", "status", "acknowledged_at",
        )  # fmt: skip

    class Meta:
        ordering = ("-level", "position")
        # The same words of the same transcript are flagged once, however often it is run over.
        constraints = (models.UniqueConstraint(fields=["transcript", "place"], name="one_flag_per_place"),)
