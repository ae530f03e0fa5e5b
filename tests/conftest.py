"""What every test stands on."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client

from rung.api.services import counting
from rung.encryption import keyring
from tests import signin

OF_AUDIT = ("audit_no_change", "audit_no_truncate")
LOCKED = {
    **dict.fromkeys(("audit_auditevent", "audit_auditbatch", "audit_auditcheckpoint", "audit_signingkey"), OF_AUDIT),
    "therapy_sessions_documentversion": ("version_stays", "versions_stay"),
    "therapy_sessions_sessionnote": ("note_stays", "notes_stay"),
}


hypothesis.settings.register_profile("house", deadline=None)  # how fast the machine is today fails no test
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def _fresh_keyring() -> Iterator[None]:
    """Rolled-back data keys must not stay in memory: their owners' ids may live on in other tests."""
    yield
    keyring.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Counting has connections of its own: they end before the database is dropped."""
    yield
    counting.close()


@pytest.fixture(autouse=True, scope="session")
def _force_login_uses_both_factors() -> Iterator[None]:
    """`force_login` skips the sign-in pages: it opens the session that they would have opened."""
    patch = pytest.MonkeyPatch()
    patch.setattr(Client, "_login", signin.signed_in)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_locked_tables() -> Iterator[None]:
    """Tests that commit are cleaned by TRUNCATE, which these tables refuse; only here the owner lifts that.

    Jobs go with the rest: their models are not Django's to manage, so that flushing passes them by.
    """
    original = DatabaseOperations.execute_sql_flush

    def flush(self: DatabaseOperations, sql_list: list[str]) -> None:
        tables = {*connection.introspection.table_names()}
        here = set(LOCKED) & tables
        jobs = ["TRUNCATE procrastinate_jobs CASCADE"] if "procrastinate_jobs" in tables else []
        quiet = [f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in here]
        loud = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table in here for name in LOCKED[table]]
        original(self, [*quiet, *sql_list, *jobs, *loud])

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "execute_sql_flush", flush)
    yield
    patch.undo()
