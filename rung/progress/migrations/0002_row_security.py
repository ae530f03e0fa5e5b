"""A measure is open to whom its client is open; none is deleted."""

from django.db import migrations

from rung.common import rowsecurity


class Migration(migrations.Migration):
    """Protect measures."""

    dependencies = (("progress", "0001_models"),)
    operations = (
        rowsecurity.protected(
            "progress_measure",
            read=f"client_id IN {rowsecurity.OPEN}",
            write=f"client_id IN {rowsecurity.OWN}",
            remove="false",
        ),
    )
