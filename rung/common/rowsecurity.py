"""Row security for migrations: which rows of a table the acting clinician sees, and which may be written."""

from django.db import migrations

from rung.common.scope import APP_ROLE

# Whose record is open to the actor: the policies of clients_client decide, once, for every table below it.
OPEN = "(SELECT id FROM clients_client)"
OWN = "(SELECT id FROM clients_client WHERE clinician_id = rung_actor())"


def by_client(table: str, column: str = "client_id") -> migrations.RunSQL:
    """Return the operation that shows rows of open clients and lets those of the actor's own be written."""
    return protected(table, read=f"{column} IN {OPEN}", write=f"{column} IN {OWN}")


def protected(table: str, *, read: str, write: str, remove: str = "") -> migrations.RunSQL:
    """Return the operation that turns row security on, also for the table's owner (FORCE).

    `read` and `write` are SQL conditions over a row, `remove` another one for
    deleting. A row must be readable to be written: PostgreSQL reads it first.
    """
    acts = [("read", "SELECT", f"USING ({read})"), ("add", "INSERT", f"WITH CHECK ({write})")]
    acts += [
        ("change", "UPDATE", f"USING ({write}) WITH CHECK ({write})"),
        ("remove", "DELETE", f"USING ({remove or write})"),
    ]
    policies = [f"CREATE POLICY may_{name} ON {table} FOR {act} TO {APP_ROLE} {rule}" for name, act, rule in acts]
    on = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"]
    off = [f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]
    gone = [f"DROP POLICY may_{name} ON {table}" for name, _, _ in acts]
    return migrations.RunSQL([*policies, *on], [*off, *gone])
