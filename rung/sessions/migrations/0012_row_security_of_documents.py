"""Notes and versions are open to whom their client is open; versions are only ever added."""

from django.db import migrations

from rung.common import rowsecurity
from rung.common.scope import APP_ROLE

VERSIONS = "therapy_sessions_documentversion"


class Migration(migrations.Migration):
    """Protect both tables."""

    dependencies = (("therapy_sessions", "0011_documents"),)
    operations = (
        rowsecurity.by_client("therapy_sessions_sessionnote"),
        rowsecurity.by_client(VERSIONS),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {VERSIONS} FROM {APP_ROLE}",
            f"GRANT UPDATE, DELETE ON {VERSIONS} TO {APP_ROLE}",
        ),
    )
