"""One record by its id, for whoever may read it."""

from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import readable
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import (
    ClientGuide,
    ClinicalBrief,
    RiskFlag,
    SessionNote,
)


def brief_of(clinician: Clinician, brief_id: UUID) -> ClinicalBrief:
    """Return one brief that the clinician may read.

    Raises:
        RecordNotFound: there is none, or it is somebody else's.
    """
    return one_record(ClinicalBrief.objects.select_related("session", "transcript", "client"), clinician, brief_id)


def guide_of(clinician: Clinician, guide_id: UUID) -> ClientGuide:
    """Return one guide that the clinician may read.

    Raises:
        RecordNotFound: there is none, or it is somebody else's.
    """
    return one_record(ClientGuide.objects.select_related("session", "client"), clinician, guide_id)


def flag_of(clinician: Clinician, flag_id: UUID) -> RiskFlag:
    """Return one flag that the clinician may read.

    Raises:
        RecordNotFound: there is none, or it is somebody else's.
    """
    return one_record(RiskFlag.objects.select_related("session", "client"), clinician, flag_id)


def one_record[R: ClinicalBrief | ClientGuide | RiskFlag | SessionNote](
    rows: models.QuerySet[R], clinician: Clinician, record_id: UUID
) -> R:
    """Return the record.

    Raises:
        RecordNotFound: there is none, or it is somebody else's; the two look the same.
    """
    found = rows.filter(readable(clinician, "client__"), pk=record_id).first()
    if found is None:
        raise RecordNotFound
    return found
