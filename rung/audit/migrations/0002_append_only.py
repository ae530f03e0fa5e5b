"""Events can be added and nothing else; the triggers hold also for replication roles (ENABLE ALWAYS)."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE audit_auditevent ENABLE ALWAYS TRIGGER audit_no_change;
ALTER TABLE audit_auditevent ENABLE ALWAYS TRIGGER audit_no_truncate;
"""
ALLOW = """
DROP TRIGGER audit_no_change ON audit_auditevent;
DROP TRIGGER audit_no_truncate ON audit_auditevent;
DROP FUNCTION audit_refuse();
"""


class Migration(migrations.Migration):
    """Add the triggers."""

    dependencies = (("audit", "0001_initial"),)
    operations = (migrations.RunSQL(REFUSE, ALLOW),)
