"""Risk on the screens: every concern once, with its words, its course over sessions, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients.models import Client
from rung.clients.policies import crisis
from rung.clients.selectors import safety
from rung.pipelines.admin import levels, words
from rung.sessions import policies, schemas, selectors
from rung.sessions.enums import FlagStatus, Recipient, RiskActKind
from rung.sessions.models import RiskAct, RiskConcern, RiskFlag
from rung.sessions.policies import risk as risk_policies
from rung.sessions.selectors import risk as risk_selectors

ACT_TITLES = {
    RiskActKind.ACKNOWLEDGED: "Acknowledge",
    RiskActKind.ESCALATED: "Escalate",
    RiskActKind.REASSESSED: "Save a reassessment",
    RiskActKind.RESOLVED: "Resolve",
}
NEWEST = 3  # words that are shown at once; the rest unfold


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern in a list: whose, what, how grave, until when."""

    id: UUID
    client_id: UUID
    client: str
    category: str
    title: str
    level: int
    scale: str
    status: str
    due: str
    is_overdue: bool
    is_unseen: bool
    is_closed: bool
    lacks_plan: bool


@dataclass(frozen=True, slots=True)
class ShownWords:
    """One flag of a concern."""

    session_id: UUID
    at: datetime
    who: str
    title: str
    status: str
    detail: schemas.FlagDetail


@dataclass(frozen=True, slots=True)
class Point:
    """The gravest level of one session."""

    at: datetime
    session_id: UUID
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class ShownAct:
    """One line of the history."""

    at: datetime
    title: str
    who: str
    level: str
    recipient: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownConcern:
    """Everything about one concern."""

    row: ConcernRow
    version: int
    meaning: str
    newest: tuple[ShownWords, ...]
    older: tuple[ShownWords, ...]
    trend: tuple[Point, ...]
    acts: tuple[ShownAct, ...]
    possible: tuple[tuple[str, str], ...]  # what may be done now: value and button
    needs_words: bool


@dataclass(frozen=True, slots=True)
class RiskPage:
    """Everything the page of a client's risk shows."""

    id: UUID
    client: str
    notice: str
    may_change: bool
    lacks_plan: bool
    concerns: tuple[ShownConcern, ...]
    recipients: tuple[tuple[str, str], ...]
    crisis: crisis.Resources


def rows_for(clinician: Clinician, at: datetime) -> list[ConcernRow]:
    """Return every unresolved concern of the clinician's clients, most urgent first; names are audited reads."""
    found = list(risk_selectors.unresolved_concerns_of(clinician))
    with audit.access_to_many(by=clinician, at=at, kind="client", client_ids=[row.client_id for row in found]):
        return rows_of(found, at)


def rows_about(client: Client, *, by: Clinician, at: datetime) -> list[ConcernRow]:
    """Return the concerns about one client, resolved ones last; the name is an audited read."""
    with audit.access(by=by, at=at, subject=audit.Subject("client", client.id, client.id)):
        return rows_of(risk_selectors.concerns_about(by, client), at)


def rows_of(found: Iterable[RiskConcern], at: datetime) -> list[ConcernRow]:
    """Return rows for concerns; needs a declared access."""
    held = list(found)
    planned = safety.having_plans({concern.client_id for concern in held})
    return [_row(concern, at, has_plan=concern.client_id in planned) for concern in held]


def shown(client: Client, *, by: Clinician, at: datetime) -> RiskPage:
    """Return everything about a client's risk."""
    found = list(risk_selectors.concerns_about(by, client))
    flags = {concern.id: list(risk_selectors.flags_in(concern)) for concern in found}
    is_part2 = any(flag.is_part2 for held in flags.values() for flag in held)
    plan = safety.latest_plan_of(client)
    with audit.access(by=by, at=at, subject=audit.Subject("client.risk", client.id, client.id)):
        rows = rows_of(found, at)
        return RiskPage(
            id=client.id,
            client=client.full_name(),
            notice=policies.redisclosure_notice(is_part2=is_part2),
            may_change=client_policies.is_client_of(client, by),
            lacks_plan=any(row.lacks_plan for row in rows),
            concerns=tuple(_shown(c, row, flags[c.id]) for c, row in zip(found, rows, strict=True)),
            recipients=tuple((value, str(label)) for value, label in Recipient.choices),
            crisis=crisis.resources_for(plan.country if plan else ""),
        )


def _row(concern: RiskConcern, at: datetime, *, has_plan: bool) -> ConcernRow:
    is_closed = concern.status == FlagStatus.RESOLVED
    is_unseen = risk_selectors.is_unseen(concern)
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
        lacks_plan=not (is_closed or has_plan) and concern.level >= risk_policies.SAFETY_PLAN_LEVEL,
    )


def _shown(concern: RiskConcern, row: ConcernRow, flags: list[RiskFlag]) -> ShownConcern:
    said = tuple(_words(flag) for flag in flags)
    possible = risk_policies.possible(concern.status, is_unseen=row.is_unseen)
    return ShownConcern(
        row=row,
        version=concern.version,
        meaning=levels.meaning_of(concern.category, concern.level),
        newest=said[:NEWEST],
        older=said[NEWEST:],
        trend=trend_of(concern.category, flags),
        acts=tuple(_act(act, concern.category) for act in risk_selectors.acts_on(concern)),
        possible=tuple((kind.value, ACT_TITLES[kind]) for kind in possible),
        needs_words=RiskActKind.RESOLVED in possible,
    )


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


def _words(flag: RiskFlag) -> ShownWords:
    detail = selectors.detail_of(flag)
    return ShownWords(
        session_id=flag.session_id,
        at=flag.session.starts_at,
        who=words.SPEAKER_TITLES[detail.speaker],
        title=levels.title_of(flag.category, flag.level),
        status=words.title_of(flag.status),
        detail=detail,
    )


def _act(act: RiskAct, category: str) -> ShownAct:
    detail = risk_selectors.detail_of_act(act)
    return ShownAct(
        at=act.created_at,
        title=act.get_kind_display(),
        who=act.by.name if act.by else "The risk screen",
        level=levels.title_of(category, detail.level),
        recipient=str(Recipient(detail.recipient).label) if detail.recipient else "",
        words=detail.words,
    )
