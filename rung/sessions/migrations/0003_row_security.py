"""Sessions and their records are open to whom their client is open."""

from django.db import migrations

from rung.common import rowsecurity

TABLES = ("therapysession", "voicememo", "sessiontranscript", "clinicalbrief", "clientguide", "riskflag")


class Migration(migrations.Migration):
    """Protect every table of a session."""

    dependencies = (("therapy_sessions", "0002_text_bound_to_its_version"), ("clients", "0004_row_security"))
    operations = tuple(rowsecurity.by_client(f"therapy_sessions_{table}") for table in TABLES)
