"""One flag, one act, one session's level, as they are shown."""

from collections.abc import Iterable
from uuid import UUID

from rung.pipelines.admin import words
from rung.pipelines.admin.risk import levels
from rung.pipelines.admin.risk.shapes import Point, ShownAct, ShownWords
from rung.sessions import selectors
from rung.sessions.enums import Recipient, RiskActKind
from rung.sessions.models import RiskAct, RiskFlag
from rung.sessions.selectors import risk as risk_selectors

ACT_TITLES = {
    RiskActKind.ACKNOWLEDGED: "Acknowledge",
    RiskActKind.ESCALATED: "Escalate",
    RiskActKind.REASSESSED: "Save a reassessment",
    RiskActKind.RESOLVED: "Resolve",
}


def trend_of(category: str, flags: Iterable[RiskFlag]) -> tuple[Point, ...]:
    """Return the gravest level of each session, by the sessions' dates."""
    gravest: dict[UUID, RiskFlag] = {}
    for flag in flags:
        if flag.session_id not in gravest or gravest[flag.session_id].level < flag.level:
            gravest[flag.session_id] = flag
    points = [
        Point(flag.session.starts_at, flag.session_id, flag.level, levels.title_of(category, flag.level))
        for flag in gravest.values()
    ]
    return tuple(sorted(points, key=lambda point: point.at))


def words_of(flag: RiskFlag) -> ShownWords:
    """Return a flag with its words; needs a declared access."""
    detail = selectors.detail_of(flag)
    return ShownWords(
        session_id=flag.session_id,
        at=flag.session.starts_at,
        who=words.SPEAKER_TITLES[detail.speaker],
        title=levels.title_of(flag.category, flag.level),
        status=words.title_of(flag.status),
        detail=detail,
    )


def act_of(act: RiskAct, category: str) -> ShownAct:
    """Return a line of the history; needs a declared access."""
    detail = risk_selectors.detail_of_act(act)
    return ShownAct(
        at=act.created_at,
        title=act.get_kind_display(),
        who=act.by.name if act.by else "The risk screen",
        level=levels.title_of(category, detail.level),
        recipient=str(Recipient(detail.recipient).label) if detail.recipient else "",
        words=detail.words,
    )
