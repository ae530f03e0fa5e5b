"""Concerns in a list: on Today, and on a client's page."""

from collections.abc import Iterable
from datetime import datetime

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients.models import Client
from rung.clients.selectors import safety
from rung.pipelines.admin import words
from rung.pipelines.admin.risk import levels
from rung.pipelines.admin.risk.shapes import ConcernRow
from rung.sessions.enums import FlagStatus
from rung.sessions.models import RiskConcern
from rung.sessions.policies import risk as policies
from rung.sessions.selectors import risk as selectors


def rows_for(clinician: Clinician, at: datetime) -> list[ConcernRow]:
    """Return every unresolved concern of the clinician's clients, most urgent first; names are audited reads."""
    found = list(selectors.unresolved_concerns_of(clinician))
    with audit.access_to_many(by=clinician, at=at, kind="client", client_ids=[row.client_id for row in found]):
        return rows_of(found, at)


def rows_about(client: Client, *, by: Clinician, at: datetime) -> list[ConcernRow]:
    """Return the concerns about one client, resolved ones last; the name is an audited read."""
    with audit.access(by=by, at=at, subject=audit.Subject("client", client.id, client.id)):
        return rows_of(selectors.concerns_about(by, client), at)


def rows_of(found: Iterable[RiskConcern], at: datetime) -> list[ConcernRow]:
    """Return rows for concerns; needs a declared access."""
    held = list(found)
    planned = safety.having_plans({concern.client_id for concern in held})
    return [_row(concern, at, has_plan=concern.client_id in planned) for concern in held]


def _row(concern: RiskConcern, at: datetime, *, has_plan: bool) -> ConcernRow:
    is_closed = concern.status == FlagStatus.RESOLVED
    is_unseen = selectors.is_unseen(concern)
    return ConcernRow(
        id=concern.id,
        client_id=concern.client_id,
        client=concern.client.full_name(),
        category=words.title_of(concern.category),
        title=levels.title_of(concern.category, concern.level),
        level=concern.level,
        scale=levels.scale_of(concern.category, concern.level),
        status=words.title_of(concern.status),
        due=levels.due_in_words(concern.due_at, at, is_unseen=is_unseen),
        is_overdue=concern.due_at is not None and concern.due_at <= at,
        is_unseen=is_unseen,
        is_closed=is_closed,
        lacks_plan=not (is_closed or has_plan) and concern.level >= policies.SAFETY_PLAN_LEVEL,
    )
