"""Today: what is planned, what waits for the clinician, what is running."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from rung.accounts import selectors as accounts
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.common import clock
from rung.pipelines import selectors as runs
from rung.pipelines.admin.pages import clinician_of
from rung.pipelines.admin.risk import rows as concerns
from rung.sessions import selectors
from rung.sessions.models import TherapySession

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
    planned = planned_rows(clinician, at)
    return {
        **context,
        "title": "Today",
        "may_add": clinician.treats,
        "unread": accounts.unseen_notices_of(clinician).count(),
        "preparing": runs.preparing(clinician),
        "today": [row for row in planned if row.is_today],
        "coming": [row for row in planned if not row.is_today],
        "to_review": rows_of(list(selectors.unreviewed_sessions_of(clinician)), clinician=clinician, at=at),
        "concerns": concerns.rows_for(clinician, at),
    }


def planned_rows(clinician: Clinician, at: datetime) -> list[SessionRow]:
    """Return the sessions from yesterday to a fortnight ahead, with their readiness."""
    mine = selectors.sessions_of(clinician).order_by("starts_at")
    planned = list(mine.filter(starts_at__range=(at - LOOKING_BACK, at + LOOKING_AHEAD))[:LIMIT])
    return rows_of(planned, clinician=clinician, at=at)


def rows_of(sessions: list[TherapySession], *, clinician: Clinician, at: datetime) -> list[SessionRow]:
    """Return rows for sessions of the clinician, in a constant number of queries; names shown are audited reads."""
    running, ready = runs.running_among(sessions), selectors.readiness_of(sessions)
    client_ids = [session.client_id for session in sessions]
    with audit.access_to_many(by=clinician, at=at, kind="client", client_ids=client_ids):
        return [
            SessionRow(
                id=session.id,
                client=session.client.full_name(),
                starts_at=session.starts_at,
                is_today=session.starts_at.date() <= at.date(),
                is_running=session.id in running,
                has_brief=ready[session.id].has_brief,
                guide_status=ready[session.id].guide_status,
                open_flags=ready[session.id].open_flags,
            )
            for session in sessions
        ]
