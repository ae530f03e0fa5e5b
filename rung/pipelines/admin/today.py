"""Today: what is planned, what waits for the clinician, what is running."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.common import clock
from rung.pipelines.admin.pages import clinician_of
from rung.pipelines.enums import ACTIVE
from rung.pipelines.models import PipelineRun
from rung.sessions import selectors
from rung.sessions.enums import FlagStatus, GuideStatus
from rung.sessions.models import ClientGuide, ClinicalBrief, RiskFlag, TherapySession

LOOKING_BACK, LOOKING_AHEAD = timedelta(days=1), timedelta(days=14)
LIMIT = 50


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session and how ready it is."""

    id: UUID
    client: str
    starts_at: datetime
    is_today: bool
    is_running: bool
    has_brief: bool
    guide_status: str
    open_flags: int


def dashboard(
    request: HttpRequest, context: dict[str, Any]
) -> dict[str, Any]:  # the admin's hook gives and takes a dict
    """Add today's rows to the admin's index."""
    clinician, at = clinician_of(request), clock.now()
    rows = rows_for(clinician, at)
    planned = [row for row in rows if row.starts_at >= at - LOOKING_BACK]
    return {
        **context,
        "title": "Today",
        "may_add": clinician.treats,
        "today": [row for row in planned if row.is_today],
        "coming": [row for row in planned if not row.is_today],
        "to_review": [row for row in rows if row.guide_status == GuideStatus.DRAFT],
        "flagged": [row for row in rows if row.open_flags],
    }


def rows_for(clinician: Clinician, at: datetime) -> list[SessionRow]:
    """Return the sessions from yesterday on, and all with an open risk flag however old or many they are.

    Each comes with its readiness, in a constant number of queries.
    """
    mine = selectors.sessions_of(clinician).order_by("starts_at")
    planned = list(mine.filter(starts_at__range=(at - LOOKING_BACK, at + LOOKING_AHEAD))[:LIMIT])
    flagged = selectors.open_flags_of(clinician).values("session_id")
    others = mine.filter(pk__in=flagged).exclude(pk__in=[session.id for session in planned])
    return rows_of([*others, *planned], clinician=clinician, at=at)


def rows_of(sessions: list[TherapySession], *, clinician: Clinician, at: datetime) -> list[SessionRow]:
    """Return rows for sessions of the clinician; every name shown is an audited read."""
    ids = [session.id for session in sessions]
    running = set(PipelineRun.objects.filter(session__in=ids, status__in=ACTIVE).values_list("session_id", flat=True))
    briefs = set(ClinicalBrief.objects.filter(session__in=ids).values_list("session_id", flat=True))
    guides = dict(
        ClientGuide.objects.filter(session__in=ids).order_by("created_at").values_list("session_id", "status")
    )
    flagged = list(
        RiskFlag.objects.filter(session__in=ids, status=FlagStatus.OPEN).values_list("session_id", flat=True)
    )
    client_ids = [session.client_id for session in sessions]
    with audit.access_to_many(by=clinician, at=at, kind="client", client_ids=client_ids):
        return [
            SessionRow(
                id=session.id,
                client=session.client.full_name(),
                starts_at=session.starts_at,
                is_today=session.starts_at.date() <= at.date(),
                is_running=session.id in running,
                has_brief=session.id in briefs,
                guide_status=guides.get(session.id, ""),
                open_flags=flagged.count(session.id),
            )
            for session in sessions
        ]
