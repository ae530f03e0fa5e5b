"""What must stay: by the states' time, by a legal hold."""

from datetime import date, timedelta

import pytest

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients import selectors, services
from rung.clients.errors import (
    ClientNotFound,
    HoldNotFound,
    HoldReasonMissing,
    NotConfirmed,
    OnLegalHold,
    RetentionNotOver,
)
from rung.clients.models import Client, LegalHold
from rung.clients.policies import retention
from rung.clients.policies.rules import rules_for
from rung.encryption import access
from tests.factories import people
from tests.factories.canary import CANARY
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db

SEVEN = rules_for("", "")
LAST = date(2026, 3, 2)


def test_the_time_of_the_states_names_its_end() -> None:
    assert retention.kept_until(LAST, SEVEN) == date(2033, 3, 2)
    assert retention.kept_until(LAST, rules_for("NV", "")) == date(2031, 3, 2)
    assert retention.kept_until(date(2028, 2, 29), SEVEN) == date(2035, 3, 1)
    assert retention.kept_until(None, SEVEN) is None


def test_a_record_may_go_the_day_after() -> None:
    with pytest.raises(RetentionNotOver, match="2 March 2033"):
        retention.check_may_go(is_held=False, last_service_on=LAST, rules=SEVEN, today=date(2033, 3, 2))
    retention.check_may_go(is_held=False, last_service_on=LAST, rules=SEVEN, today=date(2033, 3, 3))
    retention.check_may_go(is_held=False, last_service_on=None, rules=SEVEN, today=LAST)


def test_a_hold_comes_before_everything() -> None:
    with pytest.raises(OnLegalHold):
        retention.check_may_go(is_held=True, last_service_on=None, rules=SEVEN, today=LAST)


@pytest.mark.parametrize("typed", ["testa fictional", " Testa  Fictional "])
def test_a_name_is_confirmed_as_people_type_it(typed: str) -> None:
    retention.check_confirmed(typed, "Testa Fictional")


@pytest.mark.parametrize("typed", ["", " ", "Testa", "Other Fictional"])
def test_another_name_confirms_nothing(typed: str) -> None:
    with pytest.raises(NotConfirmed):
        retention.check_confirmed(typed, "Testa Fictional")


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def client(clinician: Clinician) -> Client:
    return people.client(clinician)


def admin_of(client: Client) -> Clinician:
    admin = people.clinician(client.practice)
    admin.role = Role.PRACTICE_ADMIN
    admin.save()
    return admin


def test_a_hold_stands_until_it_is_lifted_and_stays_in_the_record(clinician: Clinician, client: Client) -> None:
    hold = services.set_hold(client=client, reason=f" {CANARY} ", by=clinician, at=NOON)
    assert selectors.is_held(client)
    later = NOON + timedelta(days=1)
    services.lift_hold(hold_id=hold.pk, reason="Settled", by=clinician, at=later)
    assert not selectors.is_held(client)
    found = LegalHold.objects.get()
    assert (found.set_by, found.lifted_by, found.lifted_at) == (clinician, clinician, later)
    assert CANARY not in repr(LegalHold.objects.values().get())
    with access.granted(client.pk):
        assert (found.reason, found.lifted_because) == (CANARY, "Settled")


def test_an_admin_of_the_practice_may_hold_without_seeing_the_record(client: Client) -> None:
    admin = admin_of(client)
    hold = services.set_hold(client=client, reason="Subpoena", by=admin, at=NOON)
    services.lift_hold(hold_id=hold.pk, reason="Settled", by=admin, at=NOON)
    with pytest.raises(ClientNotFound):
        selectors.client_of(admin, client.pk)


def test_nobody_else_may_hold_or_lift(clinician: Clinician, client: Client) -> None:
    hold = services.set_hold(client=client, reason="Subpoena", by=clinician, at=NOON)
    strangers = admin_of(people.client(people.clinician()))
    for other in (people.clinician(client.practice), strangers):
        with pytest.raises(ClientNotFound):
            services.set_hold(client=client, reason="Why not", by=other, at=NOON)
        with pytest.raises(ClientNotFound):
            services.lift_hold(hold_id=hold.pk, reason="Why not", by=other, at=NOON)
    assert selectors.is_held(client)


def test_a_hold_is_set_and_lifted_for_a_reason(clinician: Clinician, client: Client) -> None:
    with pytest.raises(HoldReasonMissing):
        services.set_hold(client=client, reason=" ", by=clinician, at=NOON)
    hold = services.set_hold(client=client, reason="Subpoena", by=clinician, at=NOON)
    before = AuditEvent.objects.count()
    with pytest.raises(HoldReasonMissing):
        services.lift_hold(hold_id=hold.pk, reason="\t", by=clinician, at=NOON)
    assert selectors.is_held(client)
    assert AuditEvent.objects.count() == before


def test_a_lifted_hold_cannot_be_lifted_again(clinician: Clinician, client: Client) -> None:
    hold = services.set_hold(client=client, reason="Subpoena", by=clinician, at=NOON)
    services.lift_hold(hold_id=hold.pk, reason="Settled", by=clinician, at=NOON)
    with pytest.raises(HoldNotFound):
        services.lift_hold(hold_id=hold.pk, reason="Again", by=clinician, at=NOON)
