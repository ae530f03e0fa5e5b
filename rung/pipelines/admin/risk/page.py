"""The page of a client's risk, gathered under one audited read."""

from datetime import datetime

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients.models import Client
from rung.clients.policies import crisis
from rung.clients.selectors import safety
from rung.pipelines.admin.risk import levels, lines, rows
from rung.pipelines.admin.risk.shapes import ConcernRow, RiskPage, ShownConcern
from rung.sessions import policies
from rung.sessions.enums import Recipient, RiskActKind
from rung.sessions.models import RiskConcern, RiskFlag
from rung.sessions.policies import risk as risk_policies
from rung.sessions.selectors import risk as risk_selectors

NEWEST = 3  # words that are shown at once; the rest unfold


def shown(client: Client, *, by: Clinician, at: datetime) -> RiskPage:
    """Return everything about a client's risk."""
    found = list(risk_selectors.concerns_about(by, client))
    flags = {concern.id: list(risk_selectors.flags_in(concern)) for concern in found}
    is_part2 = any(flag.is_part2 for held in flags.values() for flag in held)
    plan = safety.latest_plan_of(client)
    with audit.access(by=by, at=at, subject=audit.Subject("client.risk", client.id, client.id)):
        listed = rows.rows_of(found, at)
        return RiskPage(
            id=client.id,
            client=client.full_name(),
            notice=policies.redisclosure_notice(is_part2=is_part2),
            may_change=client_policies.is_client_of(client, by),
            lacks_plan=any(row.lacks_plan for row in listed),
            concerns=tuple(_shown(c, row, flags[c.id]) for c, row in zip(found, listed, strict=True)),
            recipients=tuple((value, str(label)) for value, label in Recipient.choices),
            crisis=crisis.resources_for(plan.country if plan else ""),
        )


def _shown(concern: RiskConcern, row: ConcernRow, flags: list[RiskFlag]) -> ShownConcern:
    said = tuple(lines.words_of(flag) for flag in flags)
    possible = risk_policies.possible(concern.status, is_unseen=row.is_unseen)
    return ShownConcern(
        row=row,
        version=concern.version,
        meaning=levels.meaning_of(concern.category, concern.level),
        newest=said[:NEWEST],
        older=said[NEWEST:],
        trend=lines.trend_of(concern.category, flags),
        acts=tuple(lines.act_of(act, concern.category) for act in risk_selectors.acts_on(concern)),
        possible=tuple((kind.value, lines.ACT_TITLES[kind]) for kind in possible),
        needs_words=RiskActKind.RESOLVED in possible,
    )
