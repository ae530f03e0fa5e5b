"""Safety plans, made through the services."""

from rung.accounts.models import Clinician
from rung.clients import services as clients
from rung.clients.enums import Country
from rung.clients.models import Client, SafetyPlan
from rung.clients.schemas import PlanSteps
from tests.factories.people import NOON


def plan(of: Clinician, client: Client, line: str = "Walk to the river.", number: int = 0) -> SafetyPlan:
    """Return the first safety plan of a client, or the one after `number`."""
    steps = PlanSteps(coping=(line,))
    return clients.save_safety_plan(client=client, steps=steps, country=Country.US, number=number, by=of, at=NOON)
