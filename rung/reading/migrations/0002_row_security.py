"""A reading is open to whom its client is open; none is deleted."""

from django.db import migrations

from rung.common import rowsecurity


class Migration(migrations.Migration):
    """Protect reading lists."""

    dependencies = (("reading", "0001_reading_items"), ("clients", "0013_row_security_of_safety_plans"))
    operations = (
        rowsecurity.protected(
            "reading_readingitem",
            read=f"client_id IN {rowsecurity.OPEN}",
            write=f"client_id IN {rowsecurity.OWN}",
            remove="false",
        ),
    )
