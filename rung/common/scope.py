"""Who acts, as PostgreSQL's row security knows it: set for one transaction, and gone with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

APP_ROLE = "rung_app"  # owns nothing; made by a migration of rung.accounts
UPKEEP = UUID(int=1)  # acts for nobody: sees what is due, by ids and times, and opens nothing

_ENTER = """
SELECT current_setting('role'), coalesce(current_setting('rung.actor', true), ''),
       set_config('role', %s, true), set_config('rung.actor', %s, true)
"""
_LEAVE = "SELECT set_config('role', %s, true), set_config('rung.actor', %s, true)"


@contextmanager
def acting(actor: UUID) -> Iterator[None]:
    """Open a transaction in which PostgreSQL shows the rows of one clinician and no others.

    Inside, statements run as the role that owns nothing, whoever signed in to
    the database: policies hold for a superuser's shell as for the web server.
    Both settings are local to the transaction, so a pooled connection keeps
    nothing of them. Inside another `acting` the outer one holds again on
    leaving.
    """
    is_inner = connection.in_atomic_block
    with transaction.atomic():
        before = _set(_ENTER, APP_ROLE, str(actor))
        yield
        # When the transaction ends here, or is rolled back to here, the settings go by themselves.
        if is_inner and not connection.needs_rollback:
            _set(_LEAVE, before[0], before[1])


def _set(statement: str, role: str, actor: str) -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [role, actor])
        found = cursor.fetchone()
    return found[0], found[1]
