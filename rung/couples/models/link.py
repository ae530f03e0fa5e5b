"""CoupleLink: two clients of one clinician who work together."""

from typing import Self
from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.enums import Modality
from rung.clients.models import Client, own, readable
from rung.common.models import Stamped
from rung.couples.enums import LinkStatus

IN_FORCE = ~models.Q(status=LinkStatus.ENDED)


class CoupleLinkQuerySet(models.QuerySet["CoupleLink"]):
    """Reads that start from a clinician; both partners' records must be open to them."""

    def for_clinician(self, clinician: Clinician) -> Self:
        """Return links of that clinician's clients and nobody else's."""
        return self.filter(own(clinician, "first__"), own(clinician, "second__"))

    def open_to(self, clinician: Clinician) -> Self:
        """Return links of two clients whose records the clinician may read."""
        return self.filter(readable(clinician, "first__"), readable(clinician, "second__"))

    def with_client(self, client: Client) -> Self:
        """Return links in which a client is one of the two."""
        return self.filter(models.Q(first=client) | models.Q(second=client))


class CoupleLink(Stamped):
    """One link; `created_at` is when the two were linked.

    Which of the two comes first says nothing: it is the lower id.
    """

    clinician = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    modality = models.CharField(max_length=16, choices=Modality, default=Modality.IN_PERSON)  # whose consents count
    status = models.CharField(max_length=16, choices=LinkStatus, default=LinkStatus.ACTIVE)
    paused_at = models.DateTimeField(null=True)  # the last time
    ended_at = models.DateTimeField(null=True)

    objects = CoupleLinkQuerySet.as_manager()

    class Phi:
        """Ids, states and times."""

        sealed = ()
        plain = (
            "id", "created_at", "clinician", "first", "second", "modality", "status", "paused_at", "ended_at",
        )  # fmt: skip

    class Meta:
        ordering = ("-created_at",)
        verbose_name = "couple"
        constraints = (
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="partners_in_one_order"),
            models.UniqueConstraint(fields=["first"], condition=IN_FORCE, name="one_couple_per_first"),
            models.UniqueConstraint(fields=["second"], condition=IN_FORCE, name="one_couple_per_second"),
            models.CheckConstraint(
                condition=models.Q(status=LinkStatus.ENDED, ended_at__isnull=False)
                | (IN_FORCE & models.Q(ended_at__isnull=True)),
                name="an_ended_couple_says_when",
            ),
        )

    @property
    def partners(self) -> tuple[UUID, UUID]:
        """The ids of the two, in the order in which their rows are locked."""
        return self.first_id, self.second_id
