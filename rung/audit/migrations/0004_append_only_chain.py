"""Batches, checkpoints and signing keys can be added and nothing else, like the events; ids are handed out singly."""

from django.db import migrations

TABLES = ("audit_auditbatch", "audit_auditcheckpoint", "audit_signingkey")
REFUSE = """
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER audit_no_change;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER audit_no_truncate;
"""
ALLOW = """
DROP TRIGGER audit_no_change ON {table};
DROP TRIGGER audit_no_truncate ON {table};
"""
# Sealing reads the last id: a session that kept ids in reserve would use them later (rung.audit.sealing.horizon).
SINGLY = "ALTER SEQUENCE audit_auditevent_id_seq CACHE 1"


class Migration(migrations.Migration):
    """Add the triggers."""

    dependencies = (("audit", "0003_chain"),)
    operations = (
        migrations.RunSQL(
            "".join(REFUSE.format(table=table) for table in TABLES),
            "".join(ALLOW.format(table=table) for table in TABLES),
        ),
        migrations.RunSQL(SINGLY, migrations.RunSQL.noop),
    )
