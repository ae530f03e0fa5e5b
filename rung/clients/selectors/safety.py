"""Reads of safety plans; the client was found by whoever may read them."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.enums import PlanStatus
from rung.clients.errors import PlanNotFound
from rung.clients.models import Client, SafetyPlan, readable
from rung.clients.schemas import PlanSteps
from rung.common import jsonkit


def plans_of(client: Client) -> models.QuerySet[SafetyPlan]:
    """Return every version of a client's safety plan, latest first."""
    return SafetyPlan.objects.filter(client=client).select_related("written_by")


def latest_plan_of(client: Client) -> SafetyPlan | None:
    """Return the newest version, agreed or not."""
    return plans_of(client).first()


def plan_of(clinician: Clinician, plan_id: UUID) -> SafetyPlan:
    """Return one version that the clinician may read.

    Raises:
        PlanNotFound: there is none, or it is somebody else's.
    """
    rows = SafetyPlan.objects.filter(readable(clinician, "client__"), pk=plan_id).select_related("client")
    found = rows.first()
    if found is None:
        raise PlanNotFound
    return found


def having_plans(client_ids: Iterable[UUID]) -> set[UUID]:
    """Return which of some clients have a plan that holds: agreed, and not replaced."""
    held = SafetyPlan.objects.filter(client__in=client_ids, status=PlanStatus.AGREED)
    return set(held.values_list("client_id", flat=True))


def steps_of(plan: SafetyPlan) -> PlanSteps:
    """Return what a plan says; needs a declared access."""
    return jsonkit.load(PlanSteps, plan.steps)
