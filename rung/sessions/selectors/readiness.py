"""How far sessions are, in a constant number of queries."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rung.sessions.enums import FlagStatus
from rung.sessions.models import ClientGuide, ClinicalBrief, RiskFlag, TherapySession


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a session is: whether there is a brief, its newest guide's status, its open flags."""

    has_brief: bool
    guide_status: str
    open_flags: int


def readiness_of(sessions: Sequence[TherapySession]) -> dict[UUID, Readiness]:
    """Return how far each session is, by its id; the sessions were found by whoever may read them."""
    briefs = set(ClinicalBrief.objects.filter(session__in=sessions).values_list("session_id", flat=True))
    guides = ClientGuide.objects.filter(session__in=sessions).order_by("created_at").values_list("session_id", "status")
    statuses = dict(guides)
    open_flags = RiskFlag.objects.filter(session__in=sessions, status=FlagStatus.OPEN)
    flagged = Counter(open_flags.values_list("session_id", flat=True))
    return {s.id: Readiness(s.id in briefs, statuses.get(s.id, ""), flagged[s.id]) for s in sessions}
