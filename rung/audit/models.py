"""AuditEvent and what seals it: append-only, without foreign keys, without record text."""

import uuid

from django.db import models

from rung.audit.enums import Act, Outcome
from rung.common.models import Stamped

NOBODY = uuid.UUID(int=0)  # the chain of events that belong to no practice


class AuditEvent(models.Model):
    """One thing that happened. The database refuses to change, delete or truncate it.

    There are no foreign keys: an event outlives what it is about.
    """

    at = models.DateTimeField(db_index=True)
    practice_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    act = models.CharField(max_length=32, choices=Act)
    outcome = models.CharField(max_length=16, choices=Outcome, default=Outcome.DONE)
    client_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=64)
    subject_id = models.UUIDField(null=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Phi:
        """Only ids and words of ours."""

        sealed = ()
        plain = (
            "id", "at", "practice_id", "actor_id", "act", "outcome", "client_id", "subject_kind", "subject_id",
            "request_id",
        )  # fmt: skip

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["client_id", "at", "id"]),  # who opened this record
            models.Index(fields=["client_id", "actor_id", "at", "id"]),  # what one person did with it
            models.Index(fields=["actor_id", "-id"]),
            models.Index(fields=["practice_id", "id"]),  # the order in which events are verified
        )
        constraints = (  # zeros name the chain of events without a practice
            models.CheckConstraint(condition=~models.Q(practice_id=NOBODY), name="no_practice_of_zeros"),
        )


class AuditBatch(models.Model):
    """Some events of one practice, sealed: the hash of each, chained to the batch before. Append-only."""

    practice_id = models.UUIDField()  # or NOBODY
    sequence = models.PositiveBigIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(db_index=True)  # the largest of all batches is how far sealing came
    count = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()  # events of the practice up to here
    entries = models.BinaryField()  # sealing.entries: of each event its id and the SHA-256 of its line
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Phi:
        """Ids, counts and hashes."""

        sealed = ()
        plain = (
            "id", "practice_id", "sequence", "first_id", "last_id", "count", "total", "entries", "previous", "digest",
            "sealed_at",
        )  # fmt: skip

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["practice_id", "sequence"], name="one_batch_per_sequence"),
            models.UniqueConstraint(fields=["practice_id", "previous"], name="one_batch_after_another"),
        )


class AuditCheckpoint(models.Model):
    """A signed head of a practice's chain that stands outside the database, too. Append-only."""

    practice_id = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    total = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    key_id = models.CharField(max_length=64)
    signature = models.CharField(max_length=160)

    class Phi:
        """Ids, counts, hashes and a signature."""

        sealed = ()
        plain = ("id", "practice_id", "sequence", "digest", "total", "at", "key_id", "signature")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["practice_id", "sequence"], name="one_checkpoint_per_sequence"),)


class SigningKey(Stamped):
    """The pair that signs checkpoints; `key_id` is the SHA-256 of its public half. Append-only."""

    key_id = models.CharField(max_length=64, unique=True)
    public = models.CharField(max_length=200)
    private = models.BinaryField()

    class Phi:
        """The private half opens only through the master key; nothing here is about a person."""

        sealed = ()
        plain = ("id", "created_at", "key_id", "public", "private")
