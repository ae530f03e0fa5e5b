"""A safety plan is open to whom its client is open; none is deleted."""

from django.db import migrations

from rung.common import rowsecurity


class Migration(migrations.Migration):
    """Protect safety plans."""

    dependencies = (("clients", "0012_safety_plans"),)
    operations = (
        rowsecurity.protected(
            "clients_safetyplan",
            read=f"client_id IN {rowsecurity.OPEN}",
            write=f"client_id IN {rowsecurity.OWN}",
            remove="false",
        ),
    )
