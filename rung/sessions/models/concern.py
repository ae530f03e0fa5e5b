"""RiskConcern: what the flags of one kind come to, and when the next act is due."""

from django.db import models

from rung.clients.models import Client
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.sessions.enums import FlagStatus

ERASED = "erased"  # the category of an erased client's flags and concerns


class OfClient(Stamped):
    """A row about one client, sealed under the client's key."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT)

    class Meta:
        abstract = True

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        return keyring.client(self.client_id)


class RiskConcern(OfClient):
    """All flags of one client in one category, whichever session they are of; never deleted.

    `version` counts what was found and done: an act names the one it was
    decided on. `due_at` is when the next act is due, None once resolved.
    """

    category = models.CharField(max_length=32)
    level = models.PositiveSmallIntegerField()  # the highest since it was last resolved
    status = models.CharField(max_length=16, choices=FlagStatus, default=FlagStatus.OPEN)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()  # this time; `created_at` is the first
    due_at = models.DateTimeField(null=True)
    escalates_at = models.DateTimeField(null=True)  # when a supervisor is reminded, too

    class Phi:
        """What kind of danger, how grave and until when is not sealed, so that it can be timed; words are."""

        sealed = ()
        plain = (
            "id", "created_at", "client", "category", "level", "status", "version", "opened_at", "due_at",
            "escalates_at",
        )  # fmt: skip

    class Meta:
        ordering = ("due_at", "-level", "id")
        indexes = (models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="concern_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=["client", "category"], condition=~models.Q(category=ERASED), name="one_concern_a_category"
            ),
        )
