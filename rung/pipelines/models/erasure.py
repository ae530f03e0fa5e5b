"""ErasureCertificate: what was erased, when and by whom. It outlives the record and names nobody."""

from django.db import models

from rung.accounts.models import Clinician, Practice
from rung.clients.models import Client
from rung.common.models import Stamped
from rung.pipelines.enums import ArtefactState, ErasureReason


class ErasureCertificate(Stamped):
    """One erasure; `created_at` is when it was done. Its lines list every derived artefact."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="certificate")
    erased_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=24, choices=ErasureReason)
    kept_until = models.DateField(null=True)  # the last day of retention; null where there was no service
    retention_years = models.PositiveSmallIntegerField()
    artefact_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)  # of the lines, in order

    class Phi:
        """Ids and times."""

        sealed = ()
        plain = (
            "id", "created_at", "practice", "client", "erased_by", "reason", "kept_until", "retention_years",
            "artefact_count", "sha256",
        )  # fmt: skip

    class Meta:
        ordering = ("-created_at",)


class ErasedArtefact(Stamped):
    """One line of a certificate; `created_at` is when the artefact was made."""

    certificate = models.ForeignKey(ErasureCertificate, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    artefact_id = models.UUIDField()
    state = models.CharField(max_length=24, choices=ArtefactState)

    class Phi:
        """Ids and times."""

        sealed = ()
        plain = ("id", "created_at", "certificate", "position", "kind", "artefact_id", "state")

    class Meta:
        ordering = ("position",)

    def line(self) -> str:
        """Return the line as it is digested and printed."""
        return f"{self.kind} {self.artefact_id} {self.created_at.isoformat()} {self.state}"
