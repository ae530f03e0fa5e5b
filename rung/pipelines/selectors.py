"""Reads of runs; every one starts from a clinician."""

from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.pipelines.enums import ACTIVE
from rung.pipelines.errors import RunNotFound
from rung.pipelines.models import PipelineRun, PipelineRunQuerySet
from rung.sessions.models import TherapySession


def runs_of(clinician: Clinician) -> PipelineRunQuerySet:
    """Return the clinician's runs, latest first."""
    return PipelineRun.objects.for_clinician(clinician).prefetch_related("stages")


def run_of(clinician: Clinician, run_id: UUID) -> PipelineRun:
    """Return one run that the clinician may read.

    Raises:
        RunNotFound: there is none, or it is somebody else's; the two look the same.
    """
    found = _open_to(clinician).filter(pk=run_id).first()
    if found is None:
        raise RunNotFound
    return found


def latest_run_of(clinician: Clinician, session: TherapySession) -> PipelineRun | None:
    """Return the newest run of a session."""
    return _open_to(clinician).filter(session=session).first()


def active_runs_over(clinician: Clinician, client: Client) -> models.QuerySet[PipelineRun]:
    """Return the runs over a client's sessions that wait or work, locked to the end of the open transaction."""
    mine = PipelineRun.objects.for_clinician(clinician).filter(client=client, status__in=ACTIVE)
    return mine.select_related("session", "memo", "transcript").select_for_update(of=("self",))


def _open_to(clinician: Clinician) -> PipelineRunQuerySet:
    return PipelineRun.objects.open_to(clinician).prefetch_related("stages")
