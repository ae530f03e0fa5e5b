"""PipelineRun and StageRun: where a run stands, and what each stage made."""

from typing import Self
from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client, own, readable
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField
from rung.pipelines.enums import ACTIVE, Kind, RunStatus, StageStatus
from rung.sessions.models import SessionTranscript, TherapySession, VoiceMemo


class PipelineRunQuerySet(models.QuerySet["PipelineRun"]):
    """Reads that start from a clinician."""

    def for_clinician(self, clinician: Clinician) -> Self:
        """Return runs over that clinician's clients and nobody else's."""
        return self.filter(own(clinician, "client__"))

    def open_to(self, clinician: Clinician) -> Self:
        """Return runs over clients whose records the clinician may read."""
        return self.filter(readable(clinician, "client__"))


class PipelineRun(Stamped):
    """One go of a recipe over one memo or transcript.

    `fence` is the worker that holds the run: whoever claims it last. A stage
    commits only while its worker still holds it.
    """

    kind = models.CharField(max_length=16, choices=Kind)
    session = models.ForeignKey(TherapySession, on_delete=models.PROTECT, related_name="runs")
    client = models.ForeignKey(Client, on_delete=models.PROTECT)
    requested_by = models.ForeignKey(Clinician, on_delete=models.PROTECT)
    memo = models.ForeignKey(VoiceMemo, on_delete=models.PROTECT, null=True)
    transcript = models.ForeignKey(SessionTranscript, on_delete=models.PROTECT, null=True)
    status = models.CharField(max_length=16, choices=RunStatus, default=RunStatus.QUEUED)
    fence = models.UUIDField(null=True)
    notice = models.CharField(max_length=40, blank=True)  # an enums.Notice: why the findings are offline ones
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = PipelineRunQuerySet.as_manager()

    class Phi:
        """States and times; no text."""

        sealed = ()
        plain = (
            "id", "created_at", "kind", "session", "client", "requested_by", "memo", "transcript", "status",
            "fence", "notice", "started_at", "finished_at",
        )  # fmt: skip

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["session", "kind"], condition=models.Q(status__in=ACTIVE), name="one_active_run_per_session"
            ),
        )

    @property
    def is_active(self) -> bool:
        """Whether the run is waiting or working."""
        return self.status in ACTIVE


class StageRun(Stamped):
    """One stage of a run; `output` is what later stages need, sealed under the client's key."""

    run = models.ForeignKey(PipelineRun, on_delete=models.PROTECT, related_name="stages")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=24)
    status = models.CharField(max_length=16, choices=StageStatus, default=StageStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)  # starts, also those a kill cut short
    failures = models.PositiveSmallIntegerField(default=0)  # errors; a budget limits them
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    reason = models.CharField(max_length=40, blank=True)  # a code of ours, shown in words; of a done stage, a notice
    outside = models.CharField(max_length=80, blank=True)  # a token for what was asked for outside; no word of a record
    waiting_since = models.DateTimeField(null=True)
    output = EncryptedTextField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Phi:
        """What a stage made is sealed."""

        sealed = ("output",)
        plain = (
            "id", "created_at", "run", "position", "name", "status", "attempts", "failures", "progress", "reason",
            "outside", "waiting_since", "started_at", "finished_at",
        )  # fmt: skip

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["run", "position"], name="one_stage_per_position"),)

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        owner: UUID = self.run.client_id
        return keyring.client(owner)
