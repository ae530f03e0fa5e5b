"""Clients found by an exact name, through blind indexes."""

import re

import pytest
from django.db import connection

from rung.clients import fields, selectors, services
from rung.clients.models import Client
from rung.encryption import blind, keyring
from rung.encryption.models import DataKey
from tests.factories import people
from tests.factories.canary import CANARY

pytestmark = pytest.mark.django_db

MANY = """
INSERT INTO clients_client (id, created_at, practice_id, clinician_id, version, first_name_sealed, last_name_sealed,
    state, is_part2, first_name_index, last_name_index, full_name_index)
SELECT gen_random_uuid(), created_at, practice_id, clinician_id, version, first_name_sealed, last_name_sealed,
    state, is_part2, md5('a' || n) || md5('b' || n), md5('c' || n) || md5('d' || n), md5('e' || n) || md5('f' || n)
FROM clients_client, generate_series(1, 5000) AS n
"""


@pytest.mark.parametrize(
    "text",
    [
        "Zoë",
        "zoe",
        " ZOË ",
        "Zoe\u0308",
        "\uff3aoë",
        "O’Fern Brook",
        "o'fern  brook",
        "Zoë O'Fern Brook",
        "zoe o’fern brook",
    ],
)
def test_a_client_is_found_by_first_last_and_full_name(text: str) -> None:
    clinician = people.clinician()
    found = people.client(clinician, "Zoë", "O'Fern Brook")
    people.client(clinician, "Fern", "Brook")
    assert list(selectors.found_by_name(clinician, text)) == [found]


@pytest.mark.parametrize("text", ["", " ", "Zo", "Brook", "O'Fern", "Zoë Brook", "%", "\u200b"])
def test_a_part_of_a_name_or_nothing_finds_nobody(text: str) -> None:
    clinician = people.clinician()
    people.client(clinician, "Zoë", "O'Fern Brook")
    assert not selectors.found_by_name(clinician, text).exists()


def test_a_client_without_a_last_name_is_not_found_by_nothing() -> None:
    clinician = people.clinician()
    client = people.client(clinician, "Zoë", "")
    assert (client.last_name_index, selectors.found_by_name(clinician, "").count()) == ("", 0)


def test_nobody_elses_client_is_found() -> None:
    mine = people.clinician()
    people.client(people.clinician(mine.practice), "Zoë")
    people.client(people.clinician(), "Zoë")
    assert not selectors.found_by_name(mine, "Zoë").exists()


def test_an_index_says_nothing_outside_its_practice_and_column() -> None:
    mine, other = people.clinician(), people.clinician()
    rows = [people.client(mine, CANARY, CANARY), people.client(other, CANARY, CANARY), people.client(mine, CANARY, "x")]
    indexes = [[getattr(row, name) for name in fields.INDEXES] for row in rows]
    assert len(set(indexes[0])) == 3, "one name in two columns has two indexes"
    assert not set(indexes[0]) & set(indexes[1]), "nor does one practice's match another's"
    assert indexes[0][0] == indexes[2][0], "what it shows: the same name twice in one column of one practice"
    assert all(re.fullmatch(r"[0-9a-f]{64}", index) for index in indexes[0])


def test_an_index_cannot_be_made_without_the_practices_key() -> None:
    """The same text under another key of the same practice has another index: it is no plain hash."""
    practice = people.practice()
    first = blind.index_of(CANARY, column=fields.FIRST, practice_id=practice.id)
    DataKey.objects.filter(owner_kind="practice_index").delete()
    keyring.forget()
    assert blind.index_of(CANARY, column=fields.FIRST, practice_id=practice.id) != first


def test_indexes_are_removed_when_a_client_is_erased() -> None:
    clinician = people.clinician()
    client = people.client(clinician, CANARY)
    services.mark_erased(client=client, by=clinician, at=people.NOON)
    assert not selectors.found_by_name(clinician, CANARY).exists()
    assert not [value for value in Client.objects.values_list(*fields.INDEXES).get() if value]


def test_a_search_uses_the_indexes_however_many_clients_there_are() -> None:
    clinician = people.clinician()
    people.client(clinician, "Zoë")
    with connection.cursor() as cursor:
        cursor.execute(MANY)
        cursor.execute("ANALYZE clients_client")
    plan = selectors.found_by_name(clinician, "Zoë").order_by().explain()
    assert {name for name in fields.INDEXES if f"by_{name}" in plan} == set(fields.INDEXES), plan
