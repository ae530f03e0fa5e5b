"""RequestCount and KeptAnswer: how often somebody asked, and what they were answered."""

from django.db import models

from rung.accounts.models import Clinician
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField


class RequestCount(models.Model):
    """How often one clinician drew from one bucket since its minute began.

    The table is UNLOGGED (see its migration): it is written by every request,
    and a crash may forget a minute.
    """

    pk = models.CompositePrimaryKey("clinician_id", "bucket")
    clinician_id = models.UUIDField()
    bucket = models.CharField(max_length=16)  # a Bucket of rung.common.api.limits, which models may not see
    started_at = models.DateTimeField()
    count = models.IntegerField()

    class Phi:
        """Numbers about clinicians."""

        sealed = ()
        plain = ("clinician_id", "bucket", "started_at", "count")


class KeptAnswer(Stamped):
    """The answer to an act that named an Idempotency-Key, for a day.

    It may hold what a record holds, so it is sealed, fingerprint and all: the
    hash of a short body can be guessed.
    """

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE)
    key_digest = models.CharField(max_length=64)
    answer = EncryptedTextField()  # schemas.Answer as JSON

    class Phi:
        """The answer is sealed under the practice's key; of the caller's key there is a hash."""

        sealed = ("answer",)
        plain = ("id", "created_at", "clinician", "key_digest")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["clinician", "key_digest"], name="one_answer_per_key"),)
        indexes = (models.Index(fields=["created_at"]),)

    def key_owner(self) -> keyring.Owner:
        """Return the practice's key: an answer may be about several clients, or none."""
        return keyring.practice(self.clinician.practice_id)
