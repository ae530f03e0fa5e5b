"""What every test stands on."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

from rung.encryption import keyring

AUDIT = "audit_auditevent"


@pytest.fixture(autouse=True)
def _fresh_keyring() -> Iterator[None]:
    """Rolled-back data keys must not stay in memory: their owners' ids may live on in other tests."""
    yield
    keyring.forget()


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_audit_table() -> Iterator[None]:
    """Tests that commit are cleaned by TRUNCATE, which the audit table refuses; only here the owner lifts that."""
    original = DatabaseOperations.execute_sql_flush

    def flush(self: DatabaseOperations, sql_list: list[str]) -> None:
        quiet = [f"ALTER TABLE {AUDIT} DISABLE TRIGGER ALL"]
        loud = [
            f"ALTER TABLE {AUDIT} ENABLE ALWAYS TRIGGER {name}" for name in ("audit_no_change", "audit_no_truncate")
        ]
        original(self, [*quiet, *sql_list, *loud] if AUDIT in connection.introspection.table_names() else sql_list)

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "execute_sql_flush", flush)
    yield
    patch.undo()
