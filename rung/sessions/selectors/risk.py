"""Reads of concerns and of what was done about them; every one starts from a clinician."""

from datetime import datetime
from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client, own, readable
from rung.common import jsonkit
from rung.sessions import schemas
from rung.sessions.enums import FlagStatus
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import RiskAct, RiskConcern, RiskFlag, RiskReminder

MOST_URGENT_FIRST = ("due_at", "-level", "id")  # said, because a grouped query has no order of its own
UNSEEN = models.Count("flags", filter=models.Q(flags__status=FlagStatus.OPEN), distinct=True)


def unresolved_concerns_of(clinician: Clinician) -> models.QuerySet[RiskConcern]:
    """Return every concern of the clinician's clients that is not resolved, however old, most urgent first."""
    mine = RiskConcern.objects.filter(own(clinician, "client__")).exclude(status=FlagStatus.RESOLVED)
    return mine.select_related("client").annotate(unseen=UNSEEN).order_by(*MOST_URGENT_FIRST)


def concerns_about(clinician: Clinician, client: Client) -> models.QuerySet[RiskConcern]:
    """Return all concerns about a client the clinician may read, most urgent first, resolved ones last."""
    open_to = RiskConcern.objects.filter(readable(clinician, "client__"), client=client)
    return open_to.select_related("client").annotate(unseen=UNSEEN).order_by(*MOST_URGENT_FIRST)


def concern_of(clinician: Clinician, concern_id: UUID) -> RiskConcern:
    """Return one concern that the clinician may read.

    Raises:
        RecordNotFound: there is none, or it is somebody else's.
    """
    rows = RiskConcern.objects.filter(readable(clinician, "client__")).select_related("client").annotate(unseen=UNSEEN)
    found = rows.filter(pk=concern_id).first()
    if found is None:
        raise RecordNotFound
    return found


def is_unseen(concern: RiskConcern) -> bool:
    """Answer whether a flag of a concern that was read here waits to be acknowledged."""
    return bool(getattr(concern, "unseen", 0))


def flags_in(concern: RiskConcern) -> models.QuerySet[RiskFlag]:
    """Return a concern's flags, newest words first."""
    return RiskFlag.objects.filter(concern=concern).select_related("session").order_by("-created_at", "-level")


def acts_on(concern: RiskConcern) -> models.QuerySet[RiskAct]:
    """Return what was found and done, latest first."""
    return RiskAct.objects.filter(concern=concern).select_related("by")


def reminders_for(clinician: Clinician) -> models.QuerySet[RiskReminder]:
    """Return what the clinician was reminded of, latest first."""
    return RiskReminder.objects.filter(recipient=clinician)


def detail_of_act(act: RiskAct) -> schemas.ActDetail:
    """Return what was said with an act; needs a declared access."""
    return jsonkit.load(schemas.ActDetail, act.detail)


def overdue_concerns(at: datetime) -> models.QuerySet[RiskConcern]:
    """Return what is overdue, of every practice.

    It starts from no clinician: the reminder acts for nobody, and opens nothing.
    """
    return RiskConcern.objects.filter(due_at__lte=at, client__erased_at__isnull=True).select_related("client")


def unmailed_reminders() -> models.QuerySet[RiskReminder]:
    """Return reminders whose letter did not leave yet, of every practice, for the same reader."""
    return RiskReminder.objects.filter(mailed_at__isnull=True).select_related("recipient")
