"""The application may add to the trail and read it; the triggers refuse the rest to everybody else, too."""

from django.db import migrations

from rung.common.scope import APP_ROLE

TABLES = ("audit_auditevent", "audit_auditbatch", "audit_auditcheckpoint", "audit_signingkey")
REVOKE = [f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APP_ROLE}" for table in TABLES]
GRANT = [f"GRANT UPDATE, DELETE ON {table} TO {APP_ROLE}" for table in TABLES]


class Migration(migrations.Migration):
    """Take away what was granted with the role."""

    dependencies = (("audit", "0004_append_only_chain"), ("accounts", "0002_app_role"))
    operations = (migrations.RunSQL(REVOKE, GRANT),)
