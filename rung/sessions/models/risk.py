"""RiskFlag, the concern it belongs to, what was done about it, and who was reminded."""

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField
from rung.sessions.enums import FlagStatus, ReminderStep, RiskActKind
from rung.sessions.models.intake import SessionTranscript
from rung.sessions.models.session import SessionRecord

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


class RiskAct(OfClient):
    """One line of a concern's history: added, never changed; the database refuses the rest."""

    concern = models.ForeignKey(RiskConcern, on_delete=models.PROTECT, related_name="acts")
    flag = models.ForeignKey(RiskFlag, on_delete=models.PROTECT, null=True)  # where one alone was acknowledged
    number = models.PositiveIntegerField()  # the concern's version that it made
    kind = models.CharField(max_length=16, choices=RiskActKind)
    by = models.ForeignKey(Clinician, on_delete=models.PROTECT, null=True, related_name="+")  # None: the screen
    detail = EncryptedTextField()  # schemas.ActDetail as JSON

    class Phi:
        """What was said is sealed."""

        sealed = ("detail",)
        plain = ("id", "created_at", "client", "concern", "flag", "number", "kind", "by")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["concern", "number"], name="one_act_a_version"),)


class RiskReminder(OfClient):
    """That somebody was reminded of what is overdue, once for each step of each due time; it holds no words."""

    concern = models.ForeignKey(RiskConcern, on_delete=models.PROTECT)
    recipient = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=16, choices=ReminderStep)
    due_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)  # written before the letter leaves, so that it leaves at most once

    class Phi:
        """Ids and times."""

        sealed = ()
        plain = ("id", "created_at", "client", "concern", "recipient", "step", "due_at", "mailed_at")

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(fields=["concern", "recipient", "step", "due_at"], name="reminded_once_a_step"),
        )
