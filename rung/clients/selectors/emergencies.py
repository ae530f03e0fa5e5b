"""Reads of emergency access; every one starts from a clinician."""

from uuid import UUID

from django.db import models

from rung.accounts import policies as accounts
from rung.accounts.models import Clinician
from rung.clients import fields
from rung.clients.errors import ClientNotFound
from rung.clients.models import DirectoryEntry, EmergencyAccess


def directory_of(clinician: Clinician, full_name: str) -> models.QuerySet[DirectoryEntry]:
    """Return who in the clinician's practice has exactly this full name, whoever treats them."""
    index = fields.sought(full_name, practice_id=clinician.practice_id).get("full_name_index", "")
    here = DirectoryEntry.objects.filter(practice_id=clinician.practice_id)
    return here.filter(full_name_index=index) if index and clinician.treats else here.none()


def entry_of(clinician: Clinician, client_id: UUID) -> DirectoryEntry:
    """Return one client of the clinician's practice, without anything of the record.

    Raises:
        ClientNotFound: none in the practice, or the role opens no records.
    """
    here = DirectoryEntry.objects.filter(practice_id=clinician.practice_id, client_id=client_id)
    found = here.first() if clinician.treats else None
    if found is None:
        raise ClientNotFound
    return found


def emergencies_of(clinician: Clinician) -> models.QuerySet[EmergencyAccess]:
    """Return the clinician's own emergency accesses, newest first."""
    mine = EmergencyAccess.objects.filter(clinician=clinician, practice_id=clinician.practice_id)
    return mine.select_related("clinician", "reviewed_by")


def emergencies_in_practice(admin: Clinician) -> models.QuerySet[EmergencyAccess]:
    """Return every emergency access of the practice to its administrator, newest first; none to others."""
    found = EmergencyAccess.objects.filter(practice_id=admin.practice_id).select_related("clinician", "reviewed_by")
    return found if accounts.is_practice_admin(admin) else found.none()
