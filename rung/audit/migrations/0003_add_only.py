"""The application may add events and read them; the triggers refuse the rest to everybody else, too."""

from django.db import migrations

from rung.common.scope import APP_ROLE

REVOKE = f"REVOKE UPDATE, DELETE, TRUNCATE ON audit_auditevent FROM {APP_ROLE}"
GRANT = f"GRANT UPDATE, DELETE ON audit_auditevent TO {APP_ROLE}"


class Migration(migrations.Migration):
    """Take away what was granted with the role."""

    dependencies = (("audit", "0002_append_only"), ("accounts", "0002_app_role"))
    operations = (migrations.RunSQL(REVOKE, GRANT),)
