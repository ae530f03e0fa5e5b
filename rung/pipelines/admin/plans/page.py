"""The page of a safety plan, and the one that the client is given, under one audited read each."""

from datetime import datetime

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies
from rung.clients.enums import TRANSITIONS, Country, PlanStatus
from rung.clients.errors import PlanNotFound
from rung.clients.models import Client, SafetyPlan
from rung.clients.policies import crisis
from rung.clients.schemas import PlanSteps
from rung.clients.selectors import safety
from rung.pipelines.admin.plans import steps
from rung.pipelines.admin.plans.shapes import PlanPage


def shown(client: Client, *, by: Clinician, at: datetime) -> PlanPage:
    """Return the newest version of a client's plan, and the earlier ones."""
    plans = list(safety.plans_of(client))
    return _page(client, plans[0] if plans else None, plans[1:], by=by, at=at)


def shown_to_client(client: Client, *, by: Clinician, at: datetime) -> PlanPage:
    """Return the plan to hand out: the agreed one, the newest draft without one.

    Raises:
        PlanNotFound: none was written.
    """
    plans = list(safety.plans_of(client))
    if not plans:
        raise PlanNotFound
    agreed = next((plan for plan in plans if plan.status == PlanStatus.AGREED), plans[0])
    return _page(client, agreed, [], by=by, at=at)


def _page(
    client: Client, plan: SafetyPlan | None, earlier: list[SafetyPlan], *, by: Clinician, at: datetime
) -> PlanPage:
    country = plan.country if plan else crisis.DEFAULT
    older = next((one.number for one in earlier if one.status == PlanStatus.AGREED), 0)
    with audit.access(by=by, at=at, subject=audit.Subject("safety_plan", plan.id if plan else None, client.id)):
        return PlanPage(
            id=client.id,
            client=client.full_name(),
            first_name=client.first_name,
            plan_id=plan.id if plan else None,
            number=plan.number if plan else 0,
            next_number=plan.number + 1 if plan else 1,
            status=str(PlanStatus(plan.status).label) if plan else "",
            is_agreed=plan is not None and plan.status == PlanStatus.AGREED,
            is_agreed_older=older,
            may_agree=plan is not None and PlanStatus.AGREED in TRANSITIONS[plan.status],
            agreed_on=plan.agreed_on if plan else None,
            country=country,
            countries=tuple((value, str(label)) for value, label in Country.choices),
            steps=steps.steps_of(safety.steps_of(plan) if plan else PlanSteps()),
            versions=tuple(steps.version_of(one) for one in earlier),
            crisis=crisis.resources_for(country),
            may_change=policies.is_client_of(client, by),
            today=at.date(),
        )
