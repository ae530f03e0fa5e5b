"""People with sealed rows, and a look at what the database really holds."""

from collections.abc import Callable

import pytest
from django.db import connection, models

from rung.accounts.models import Clinician
from rung.clients.models import Client
from tests.factories import people
from tests.factories.canary import CANARY


@pytest.fixture
def clinician(db: None) -> Clinician:
    return people.clinician()


@pytest.fixture
def client_row(clinician: Clinician) -> Client:
    """A client named after the canary, read from the database."""
    return Client.objects.get(pk=people.client(clinician, CANARY, "Fictional").pk)


@pytest.fixture
def raw() -> Callable[[models.Model], dict[str, object]]:
    """Return the columns of a row as SQL sees them."""

    def read(row: models.Model) -> dict[str, object]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {row._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608 — our own table
            found = cursor.fetchone()
            assert found is not None
            assert cursor.description is not None
            return dict(zip((column[0] for column in cursor.description), found, strict=True))

    return read
