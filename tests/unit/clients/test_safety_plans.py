"""Safety plans: every save is a version, one draft and one agreed plan at most, nothing is lost."""

from datetime import timedelta

import pytest

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.clients import services
from rung.clients.enums import Country
from rung.clients.errors import ClientNotFound, OnlyReading, PlanAgreed, PlanChanged, PlanDayWrong, PlanEmpty
from rung.clients.models import Client, SafetyPlan
from rung.clients.policies import crisis
from rung.clients.schemas import PlanSteps
from rung.clients.selectors import safety
from rung.encryption import access
from tests.factories import people, plans

pytestmark = pytest.mark.django_db
DAY = people.NOON.date()


@pytest.fixture
def who() -> Clinician:
    return people.clinician()


@pytest.fixture
def person(who: Clinician) -> Client:
    return people.client(who)


def states(person: Client) -> list[tuple[int, str]]:
    return [(plan.number, plan.status) for plan in safety.plans_of(person)]


def test_every_save_keeps_the_one_before(who: Clinician, person: Client) -> None:
    for number in range(3):
        plans.plan(who, person, f"Line {number}.", number)
    assert states(person) == [(3, "draft"), (2, "replaced"), (1, "replaced")]
    with access.granted(person.id):
        assert [safety.steps_of(plan).coping for plan in safety.plans_of(person)] == [
            ("Line 2.",), ("Line 1.",), ("Line 0.",),
        ]  # fmt: skip


def test_an_agreed_plan_holds_until_the_next_is_agreed(who: Clinician, person: Client) -> None:
    first = plans.plan(who, person)
    services.agree_safety_plan(plan_id=first.id, agreed_on=DAY, by=who, at=people.NOON)
    assert safety.having_plans([person.id]) == {person.id}
    second = plans.plan(who, person, "Call Ada.", 1)
    assert states(person) == [(2, "draft"), (1, "agreed")]
    assert safety.having_plans([person.id]) == {person.id}
    services.agree_safety_plan(plan_id=second.id, agreed_on=DAY, by=who, at=people.NOON)
    assert states(person) == [(2, "agreed"), (1, "replaced")]
    assert SafetyPlan.objects.get(pk=first.pk).agreed_on == DAY


def test_somebody_elses_save_is_not_written_over(who: Clinician, person: Client) -> None:
    plans.plan(who, person)
    with pytest.raises(PlanChanged):
        plans.plan(who, person, "Another.", 0)
    assert states(person) == [(1, "draft")]


def test_a_plan_says_something(who: Clinician, person: Client) -> None:
    with pytest.raises(PlanEmpty):
        services.save_safety_plan(
            client=person, steps=PlanSteps(), country=Country.US, number=0, by=who, at=people.NOON
        )


@pytest.mark.parametrize("days", [-3, 5])
def test_a_plan_is_agreed_between_its_day_and_today(who: Clinician, person: Client, days: int) -> None:
    plan = plans.plan(who, person)
    with pytest.raises(PlanDayWrong):
        services.agree_safety_plan(plan_id=plan.id, agreed_on=DAY + timedelta(days=days), by=who, at=people.NOON)


def test_a_plan_is_agreed_once(who: Clinician, person: Client) -> None:
    plan = plans.plan(who, person)
    services.agree_safety_plan(plan_id=plan.id, agreed_on=DAY, by=who, at=people.NOON)
    with pytest.raises(PlanAgreed):
        services.agree_safety_plan(plan_id=plan.id, agreed_on=DAY, by=who, at=people.NOON)


def test_only_who_treats_writes(who: Clinician, person: Client) -> None:
    supervisor = people.clinician(who.practice, Role.SUPERVISOR)
    people.supervision(supervisor, who)
    with pytest.raises(OnlyReading):
        plans.plan(supervisor, person)
    with pytest.raises(ClientNotFound):
        plans.plan(people.clinician(), person)
    assert states(person) == []


@pytest.mark.parametrize("country", Country.values)
def test_every_country_has_somebody_to_call(country: str) -> None:
    found = crisis.resources_for(country)
    assert found.emergency
    for line in found.lines:
        assert line.phone or line.text
        assert line.web.startswith("https://")
        assert line.name
        assert line.hours
        assert line.language


def test_an_unknown_country_gets_the_default_lines() -> None:
    assert crisis.resources_for("") == crisis.resources_for("US")
    assert {line.phone for line in crisis.resources_for("US").lines} >= {"988"}
