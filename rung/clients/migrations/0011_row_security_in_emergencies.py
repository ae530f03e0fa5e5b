"""The directory is open to whoever treats in the practice; a record opened in an emergency, to who opened it."""

from django.db import migrations

from rung.common import rowsecurity
from rung.common.scope import APP_ROLE, UPKEEP

PRACTICE = "SELECT practice_id FROM accounts_clinician WHERE id = rung_actor() AND is_active AND role"
TREATS = "IN ('clinician', 'supervisor')"
HERE = f"practice_id = ({PRACTICE} {TREATS})"
OWN = f"(clinician_id = rung_actor() AND {HERE})"
BY_UPKEEP = f"rung_actor() = '{UPKEEP}'"  # empties what was said about an erased client
REVIEWED = f"practice_id = ({PRACTICE} = 'practice_admin')"

# As rung.clients.models.readable says it for the ORM; the first two as in 0004.
SUPERVISED = "SELECT clinician_id FROM accounts_supervision WHERE supervisor_id = rung_actor() AND ended_at IS NULL"
OF_SUPERVISED = f"(clinician_id IN ({SUPERVISED}) AND practice_id = ({PRACTICE} = 'supervisor'))"
OPENED = """SELECT client_id FROM clients_emergencyaccess
    WHERE clinician_id = rung_actor() AND ended_at IS NULL AND expires_at > now()"""
READ = f"{OWN} OR {OF_SUPERVISED}"

# Row security is forced on the owner, too: it would find no client to list.
LIST = [
    "ALTER TABLE clients_client NO FORCE ROW LEVEL SECURITY",
    """INSERT INTO clients_directoryentry (id, created_at, client_id, practice_id, full_name_index)
       SELECT gen_random_uuid(), created_at, id, practice_id, full_name_index FROM clients_client""",
    "SET CONSTRAINTS ALL IMMEDIATE",  # a table with checks to come cannot be altered
    "ALTER TABLE clients_client FORCE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    """List the clients there are, protect both tables, and let the policy of clients see emergencies."""

    dependencies = (("clients", "0010_emergency_access"),)
    operations = (
        migrations.RunSQL(LIST, migrations.RunSQL.noop),
        rowsecurity.protected("clients_directoryentry", read=HERE, write=HERE),
        rowsecurity.protected(
            "clients_emergencyaccess",
            read=f"clinician_id = rung_actor() OR {REVIEWED} OR {BY_UPKEEP}",
            write=f"{OWN} OR {REVIEWED} OR {BY_UPKEEP}",
        ),
        migrations.RunSQL(
            f"ALTER POLICY may_read ON clients_client TO {APP_ROLE} USING ({READ} OR (id IN ({OPENED}) AND {HERE}))",
            f"ALTER POLICY may_read ON clients_client TO {APP_ROLE} USING ({READ})",
        ),
    )
