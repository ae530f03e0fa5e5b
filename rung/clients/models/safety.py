"""SafetyPlan: what a client does when a crisis comes, step by step."""

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.enums import Country, PlanStatus
from rung.clients.models.client import Client
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField


class SafetyPlan(Stamped):
    """One version of a client's plan; its text is never changed, a save writes the next."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  # 1 is the first
    status = models.CharField(max_length=16, choices=PlanStatus, default=PlanStatus.DRAFT)
    steps = EncryptedTextField()  # schemas.PlanSteps as JSON
    country = models.CharField(max_length=2, choices=Country, default=Country.US)  # whose crisis lines go with it
    written_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Phi:
        """The steps are sealed; that there is a plan, and whether it was agreed, is not."""

        sealed = ("steps",)
        plain = (
            "id", "created_at", "client", "number", "status", "country", "written_by", "agreed_on", "replaced_at",
        )  # fmt: skip

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["client", "number"], name="one_plan_a_number"),
            models.UniqueConstraint(
                fields=["client", "status"], condition=~models.Q(status=PlanStatus.REPLACED), name="one_plan_a_state"
            ),
            models.CheckConstraint(
                condition=models.Q(status=PlanStatus.DRAFT, agreed_on__isnull=True)
                | models.Q(status=PlanStatus.AGREED, agreed_on__isnull=False)
                | models.Q(status=PlanStatus.REPLACED),
                name="an_agreed_plan_has_its_day",
            ),
        )

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        return keyring.client(self.client_id)
