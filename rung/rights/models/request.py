"""RightsRequest and RightsStep: what a client asked, and everything that was done about it."""

from typing import Self

from django.db import models

from rung.accounts.models import Clinician
from rung.encryption.fields import EncryptedTextField
from rung.rights.enums import Asker, DenialReason, IdentityCheck, RecordKind, RequestStatus, RightsKind
from rung.rights.models.base import RightsRecord
from rung.sessions.models import TherapySession


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    """Reads that start from a clinician."""

    def for_clinician(self, clinician: Clinician) -> Self:
        """Return requests of that clinician's clients and nobody else's."""
        return self.filter(client__clinician=clinician, client__practice_id=clinician.practice_id)


class RightsRequest(RightsRecord):
    """One request and its clock. An amendment names the record it is about, by kind and id."""

    kind = models.CharField(max_length=16, choices=RightsKind)
    status = models.CharField(max_length=16, choices=RequestStatus, default=RequestStatus.RECEIVED)
    received_on = models.DateField()
    due_on = models.DateField()
    asked_by = models.CharField(max_length=16, choices=Asker)
    identity_check = models.CharField(max_length=16, choices=IdentityCheck)
    words = EncryptedTextField()
    session = models.ForeignKey(TherapySession, on_delete=models.PROTECT, null=True)
    record_kind = models.CharField(max_length=16, choices=RecordKind, blank=True)
    record_id = models.UUIDField(null=True)

    objects = RightsRequestQuerySet.as_manager()

    class Phi:
        """What was asked is sealed; which right and by when is not, so that the clock can be watched."""

        sealed = ("words",)
        plain = (
            "id", "created_at", "client", "kind", "status", "received_on", "due_on", "asked_by", "identity_check",
            "session", "record_kind", "record_id",
        )  # fmt: skip

    class Meta:
        ordering = ("due_on", "created_at")
        indexes = (models.Index(fields=["client", "status"]),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=RightsKind.AMENDMENT, session__isnull=False, record_id__isnull=False)
                | (~models.Q(kind=RightsKind.AMENDMENT) & models.Q(session__isnull=True, record_id__isnull=True)),
                name="only_an_amendment_names_a_record",
            ),
        )


class RightsStep(RightsRecord):
    """One thing that was done about a request: added, never changed.

    `words` are the reason of an extension, the answer, the addendum, the denial,
    or the client's statement of disagreement, as `status` says.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="steps")
    status = models.CharField(max_length=16, choices=RequestStatus)
    denial_reason = models.CharField(max_length=24, choices=DenialReason, blank=True)
    by = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    words = EncryptedTextField()

    class Phi:
        """What was written is sealed."""

        sealed = ("words",)
        plain = ("id", "created_at", "client", "request", "status", "denial_reason", "by")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (models.UniqueConstraint(fields=["request", "status"], name="one_step_to_each_status"),)
