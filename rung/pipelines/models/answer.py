"""PartAnswer: what a language model answered about a part of a session, until the stage is done."""

from uuid import UUID

from django.db import models

from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField
from rung.pipelines.models.run import PipelineRun


class PartAnswer(Stamped):
    """What was answered for one part, not yet verified, so that a killed worker pays for nothing twice.

    It goes when its stage is done.
    """

    run = models.ForeignKey(PipelineRun, on_delete=models.PROTECT, related_name="part_answers")
    part = models.PositiveSmallIntegerField()
    prompt_hash = models.CharField(max_length=64)
    model = models.CharField(max_length=120, blank=True)
    answer = EncryptedTextField()  # agents.rung.schemas.Proposal as JSON

    class Phi:
        """The answer quotes the session: it is sealed."""

        sealed = ("answer",)
        plain = ("id", "created_at", "run", "part", "prompt_hash", "model")

    class Meta:
        ordering = ("part",)
        constraints = (models.UniqueConstraint(fields=["run", "part", "prompt_hash"], name="one_answer_per_part"),)

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        owner: UUID = self.run.client_id
        return keyring.client(owner)
