"""A list of clients is opened with as many queries as one client."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from rung.audit import services as audit
from rung.clients import selectors
from rung.encryption import keyring
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 12])
def test_a_list_costs_the_same_queries_with_cold_keys(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clinician = people.clinician()
    for number in range(count):
        people.client(clinician, first_name=f"Testa {number}")
    found = list(selectors.clients_of(clinician))
    keyring.forget()
    with (
        django_assert_num_queries(2),  # events, keys
        audit.access_to_many(by=clinician, at=people.NOON, kind="client", client_ids=[c.id for c in found]),
    ):
        names = {client.first_name for client in found}
    assert names == {f"Testa {number}" for number in range(count)}
