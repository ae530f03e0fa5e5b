"""A consent stays as it was given: only its withdrawal can be written, once (ENABLE ALWAYS)."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION consent_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL
        AND to_jsonb(OLD) - 'withdrawn_at' - 'withdrawn_by_id' = to_jsonb(NEW) - 'withdrawn_at' - 'withdrawn_by_id'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a consent is only withdrawn, never changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER consent_stays BEFORE UPDATE OR DELETE ON clients_consent
    FOR EACH ROW EXECUTE FUNCTION consent_refuse();
ALTER TABLE clients_consent ENABLE ALWAYS TRIGGER consent_stays;
"""
ALLOW = """
DROP TRIGGER consent_stays ON clients_consent;
DROP FUNCTION consent_refuse();
"""


class Migration(migrations.Migration):
    """Add the trigger."""

    dependencies = (('clients', '0005_consents'),)
    operations = (migrations.RunSQL(REFUSE, ALLOW),)
