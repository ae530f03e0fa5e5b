"""Reads over all of a clinician's clients, or of one."""

from datetime import datetime

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client, LegalHold, own
from rung.sessions.enums import FlagStatus, GuideStatus
from rung.sessions.models import (
    ClientGuide,
    RiskFlag,
    VoiceMemo,
)


def open_flags_of(clinician: Clinician) -> models.QuerySet[RiskFlag]:
    """Return what the clinician has not answered yet, gravest first."""
    return RiskFlag.objects.filter(own(clinician, "client__"), status=FlagStatus.OPEN).select_related(
        "session", "client"
    )


def released_guides_of(clinician: Clinician, client: Client) -> models.QuerySet[ClientGuide]:
    """Return what a client of the clinician was sent and may still read."""
    return ClientGuide.objects.filter(
        own(clinician, "client__"), status=GuideStatus.RELEASED, client=client
    ).select_related("brief__transcript", "session")


def memos_to_purge(before: datetime) -> models.QuerySet[VoiceMemo]:
    """Return recordings that were written down before a moment and are not on legal hold, of every practice.

    The one read that starts from no clinician: the purge acts for nobody, and opens nothing.
    """
    held = models.Exists(LegalHold.objects.filter(client=models.OuterRef("client"), lifted_at__isnull=True))
    return VoiceMemo.objects.filter(~held, purged_at__isnull=True, sessiontranscript__created_at__lte=before)
