"""Reads of runs; every one starts from a clinician."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.pipelines.enums import ACTIVE, Kind
from rung.pipelines.errors import CertificateNotFound, RunNotFound
from rung.pipelines.models import ErasureCertificate, PipelineRun, PipelineRunQuerySet
from rung.sessions.models import TherapySession


def runs_of(clinician: Clinician) -> PipelineRunQuerySet:
    """Return the clinician's runs, latest first."""
    return PipelineRun.objects.for_clinician(clinician).prefetch_related("stages", "calls")


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


def run_behind(clinician: Clinician, run_id: UUID) -> PipelineRun | None:
    """Return the run that made a record which the clinician may read, None where it is not known."""
    return _open_to(clinician).filter(pk=run_id).first()


def running_among(sessions: Iterable[TherapySession]) -> set[UUID]:
    """Return which of some sessions have a run going; they were found by whoever may read them."""
    going = PipelineRun.objects.filter(session__in=list(sessions), status__in=ACTIVE)
    return set(going.values_list("session_id", flat=True))


def preparing(clinician: Clinician) -> int:
    """Return how many briefs are being prepared for the clinician now."""
    return PipelineRun.objects.for_clinician(clinician).filter(kind=Kind.PRE_SESSION, status__in=ACTIVE).count()


def active_runs_over(clinician: Clinician, client: Client) -> models.QuerySet[PipelineRun]:
    """Return the runs over a client's sessions that wait or work, locked to the end of the open transaction."""
    mine = PipelineRun.objects.for_clinician(clinician).filter(client=client, status__in=ACTIVE)
    return mine.select_related("session", "memo", "transcript").select_for_update(of=("self",))


def certificates_of(clinician: Clinician) -> models.QuerySet[ErasureCertificate]:
    """Return the erasures the clinician made; a practice admin's are the practice's."""
    mine = ErasureCertificate.objects.filter(practice_id=clinician.practice_id).select_related("practice", "erased_by")
    return mine if clinician.role == Role.PRACTICE_ADMIN else mine.filter(erased_by=clinician)


def certificate_of(clinician: Clinician, certificate_id: UUID) -> ErasureCertificate:
    """Return one certificate.

    Raises:
        CertificateNotFound: there is none, or it is somebody else's.
    """
    found = certificates_of(clinician).filter(pk=certificate_id).first()
    if found is None:
        raise CertificateNotFound
    return found


def _open_to(clinician: Clinician) -> PipelineRunQuerySet:
    return PipelineRun.objects.open_to(clinician).prefetch_related("stages", "calls")
