"""AuditEvent: append-only, without foreign keys, without record text."""

from django.db import models

from rung.audit.enums import Act, Outcome


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
        indexes = (models.Index(fields=["client_id", "-id"]), models.Index(fields=["actor_id", "-id"]))
