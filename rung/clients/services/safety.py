"""Write a safety plan, and note that the client agreed to it."""

from dataclasses import astuple
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies, selectors
from rung.clients.enums import TRANSITIONS, Country, PlanStatus
from rung.clients.errors import PlanAgreed, PlanChanged, PlanDayWrong, PlanEmpty
from rung.clients.models import Client, SafetyPlan
from rung.clients.schemas import PlanSteps
from rung.clients.selectors import safety
from rung.common import jsonkit


@transaction.atomic
def save_safety_plan(
    *, client: Client, steps: PlanSteps, country: Country, number: int, by: Clinician, at: datetime
) -> SafetyPlan:
    """Keep a plan as the next version, a draft; an agreed one holds until this one is agreed.

    `number` is the version that was being edited, 0 for the first.

    Raises:
        ClientNotFound, OnlyReading: not the clinician's client.
        PlanChanged: somebody saved another version since; nothing is written.
        PlanEmpty: it says nothing.
    """
    policies.check_is_client_of(client, by)
    selectors.held_client_of(by, client.id)  # one writer at a time
    latest = safety.latest_plan_of(client)
    if (latest.number if latest else 0) != number:
        raise PlanChanged
    if not any(astuple(steps)):
        raise PlanEmpty
    _replace(client, PlanStatus.DRAFT, at)
    plan = SafetyPlan(
        client=client,
        number=number + 1,
        steps=jsonkit.dump(steps),
        country=country,
        written_by=by,
        created_at=at,
    )
    plan.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("safety_plan", plan.id, client.id))
    return plan


@transaction.atomic
def agree_safety_plan(*, plan_id: UUID, agreed_on: date, by: Clinician, at: datetime) -> SafetyPlan:
    """Note the day on which the client agreed to a plan; the one that held before is replaced.

    Raises:
        PlanNotFound: not among the clinician's clients' plans.
        OnlyReading: of somebody the clinician supervises.
        PlanAgreed: it was agreed before, or a newer one took its place.
        PlanDayWrong: the day is to come, or before the plan was written.
    """
    found = safety.plan_of(by, plan_id)
    policies.check_is_client_of(found.client, by)
    selectors.held_client_of(by, found.client_id)
    plan = SafetyPlan.objects.select_for_update().get(pk=found.pk)
    if PlanStatus.AGREED not in TRANSITIONS[plan.status]:
        raise PlanAgreed
    # Days are counted loosely by one: the practice's midnight is not that of UTC.
    if not -1 <= (agreed_on - plan.created_at.date()).days <= (at.date() - plan.created_at.date()).days + 1:
        raise PlanDayWrong
    _replace(found.client, PlanStatus.AGREED, at)
    plan.status, plan.agreed_on = PlanStatus.AGREED, agreed_on
    plan.save(update_fields=["status", "agreed_on"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("safety_plan", plan.id, plan.client_id))
    return plan


def _replace(client: Client, status: PlanStatus, at: datetime) -> None:
    SafetyPlan.objects.filter(client=client, status=status).update(status=PlanStatus.REPLACED, replaced_at=at)
