"""RiskAct and RiskReminder: what was done about a concern, and who was reminded of it."""

from django.db import models

from rung.accounts.models import Clinician
from rung.encryption.fields import EncryptedTextField
from rung.sessions.enums import ReminderStep, RiskActKind
from rung.sessions.models.concern import OfClient, RiskConcern
from rung.sessions.models.risk import RiskFlag


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
    mailed_at = models.DateTimeField(null=True)  # when its letter was handed on to the notices, with the same commit

    class Phi:
        """Ids and times."""

        sealed = ()
        plain = ("id", "created_at", "client", "concern", "recipient", "step", "due_at", "mailed_at")

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(fields=["concern", "recipient", "step", "due_at"], name="reminded_once_a_step"),
        )
