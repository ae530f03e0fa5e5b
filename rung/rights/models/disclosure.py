"""Disclosure: what of a record was given to whom, and why."""

from typing import Self

from django.db import models

from rung.accounts.models import Clinician
from rung.encryption.fields import EncryptedTextField
from rung.rights.enums import NOT_ACCOUNTED_FOR, DisclosureKind
from rung.rights.models.base import RightsRecord
from rung.rights.models.request import RightsRequest


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Reads that start from a clinician."""

    def for_clinician(self, clinician: Clinician) -> Self:
        """Return disclosures about that clinician's clients and nobody else's."""
        return self.filter(client__clinician=clinician, client__practice_id=clinician.practice_id)


class Disclosure(RightsRecord):
    """One disclosure: added, never changed. Every export makes one; others are noted by hand."""

    kind = models.CharField(max_length=16, choices=DisclosureKind)
    disclosed_on = models.DateField()
    by = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, null=True, related_name="disclosures")
    detail = EncryptedTextField()  # schemas.DisclosureDetail as JSON

    objects = DisclosureQuerySet.as_manager()

    class Phi:
        """To whom, what and why is sealed; the ground and the day are not."""

        sealed = ("detail",)
        plain = ("id", "created_at", "client", "kind", "disclosed_on", "by", "request")

    class Meta:
        ordering = ("-disclosed_on", "-created_at")
        indexes = (models.Index(fields=["client", "-disclosed_on"]),)

    @property
    def is_accounted_for(self) -> bool:
        """Whether the law wants it in an accounting; others are shown, too."""
        return self.kind not in NOT_ACCOUNTED_FOR
