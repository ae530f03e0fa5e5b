"""The people in care: added, found by their own clinician, by nobody else."""

import uuid
from datetime import timedelta

import pytest

from rung.audit.models import AuditEvent
from rung.clients import policies, selectors, services
from rung.clients.errors import ClientNotFound, NameMissing
from rung.clients.models import Client
from rung.encryption import access
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_a_client_is_kept_with_the_clinician_who_added_them() -> None:
    clinician = people.clinician()
    made = people.client(clinician, "  Testa ", " van  Fictional ")
    found = Client.objects.get(pk=made.pk)
    assert (found.clinician_id, found.practice_id) == (clinician.pk, clinician.practice_id)
    assert (found.created_at, found.discharged_at) == (people.NOON, None)
    with access.granted(found.pk):
        assert (found.first_name, found.last_name) == ("Testa", "van  Fictional")


def test_a_last_name_may_be_left_out() -> None:
    found = Client.objects.get(pk=people.client(people.clinician(), "Testa", " ").pk)
    with access.granted(found.pk):
        assert found.full_name() == "Testa"


@pytest.mark.parametrize("name", ["", " ", "\t\n", "\u2003\u00a0"])
def test_a_client_needs_a_first_name(name: str) -> None:
    clinician = people.clinician()
    before = AuditEvent.objects.count()
    with pytest.raises(NameMissing):
        services.add_client(first_name=name, last_name="Fictional", by=clinician, at=people.NOON)
    assert not Client.objects.exists()
    assert AuditEvent.objects.count() == before


def test_a_clinician_finds_their_own_clients_newest_first() -> None:
    mine, colleague = people.clinician(), people.clinician()
    older = people.client(mine)
    newer = services.add_client(first_name="Testa", last_name="", by=mine, at=people.NOON + timedelta(hours=1))
    people.client(colleague)
    assert list(selectors.clients_of(mine)) == [newer, older]
    assert selectors.client_of(mine, older.pk) == older


def test_somebody_elses_client_is_like_one_that_does_not_exist() -> None:
    mine = people.clinician()
    colleagues = people.client(people.clinician(mine.practice))
    strangers = people.client(people.clinician())
    refusals = set()
    for missing in (colleagues.pk, strangers.pk, uuid.uuid4()):
        with pytest.raises(ClientNotFound) as refusal:
            selectors.client_of(mine, missing)
        refusals.add((str(refusal.value), refusal.value.code, refusal.value.status))
    assert len(refusals) == 1
    assert not selectors.clients_of(mine).exists()


def test_a_clinician_who_changed_practices_leaves_the_clients_behind() -> None:
    clinician = people.clinician()
    left = people.client(clinician)
    clinician.practice = people.practice()
    clinician.save()
    assert not selectors.clients_of(clinician).exists()
    assert not policies.is_client_of(left, clinician)


def test_only_their_own_clinician_may_act_for_a_client() -> None:
    mine = people.clinician()
    client = people.client(mine)
    policies.check_is_client_of(client, mine)
    for other in (people.clinician(mine.practice), people.clinician()):
        with pytest.raises(ClientNotFound):
            policies.check_is_client_of(client, other)
