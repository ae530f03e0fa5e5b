"""Which clients are open to whom, said once in SQL; the tables of their records follow it."""

from django.db import migrations

from rung.common import rowsecurity

# The practice of whoever acts, if they may sign in and their role opens records.
PRACTICE = "SELECT practice_id FROM accounts_clinician WHERE id = rung_actor() AND is_active AND role"
OWN = f"(clinician_id = rung_actor() AND practice_id = ({PRACTICE} IN ('clinician', 'supervisor')))"
# As rung.clients.models.readable says it for the ORM.
SUPERVISED = "SELECT clinician_id FROM accounts_supervision WHERE supervisor_id = rung_actor() AND ended_at IS NULL"
OF_SUPERVISED = f"(clinician_id IN ({SUPERVISED}) AND practice_id = ({PRACTICE} = 'supervisor'))"


class Migration(migrations.Migration):
    """Protect clients."""

    dependencies = (("clients", "0003_bind_and_index_names"), ("accounts", "0003_supervision"))
    operations = (rowsecurity.protected("clients_client", read=f"{OWN} OR {OF_SUPERVISED}", write=OWN),)
