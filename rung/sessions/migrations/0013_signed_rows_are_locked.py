"""Signed notes stay as they are and versions are only added, also for the tables' owner (ENABLE ALWAYS).

Of a signed note two things can still be written: the tag of 42 CFR Part 2,
which is never taken off, and that a signed amendment has taken its place. An
erasure writes neither: it destroys the key.
"""

from django.db import migrations

NOTES, VERSIONS = "therapy_sessions_sessionnote", "therapy_sessions_documentversion"
REFUSE = f"""
CREATE FUNCTION version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION note_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.status = 'drafted' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND (
        OLD.status = 'drafted'
        OR (
            to_jsonb(OLD) - 'is_part2' - 'status' = to_jsonb(NEW) - 'is_part2' - 'status'
            AND NEW.is_part2 >= OLD.is_part2
            AND (
                NEW.status = OLD.status
                OR (
                    OLD.status = 'signed' AND NEW.status = 'amended'
                    AND EXISTS (SELECT 1 FROM {NOTES} WHERE amends_id = OLD.id AND status <> 'drafted')
                )
            )
        )
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a signed note is amended, never changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER version_stays BEFORE UPDATE OR DELETE ON {VERSIONS}
    FOR EACH ROW EXECUTE FUNCTION version_refuse();
CREATE TRIGGER versions_stay BEFORE TRUNCATE ON {VERSIONS}
    FOR EACH STATEMENT EXECUTE FUNCTION version_refuse();
CREATE TRIGGER note_stays BEFORE UPDATE OR DELETE ON {NOTES}
    FOR EACH ROW EXECUTE FUNCTION note_refuse();
CREATE TRIGGER notes_stay BEFORE TRUNCATE ON {NOTES}
    FOR EACH STATEMENT EXECUTE FUNCTION note_refuse();
ALTER TABLE {VERSIONS} ENABLE ALWAYS TRIGGER version_stays;
ALTER TABLE {VERSIONS} ENABLE ALWAYS TRIGGER versions_stay;
ALTER TABLE {NOTES} ENABLE ALWAYS TRIGGER note_stays;
ALTER TABLE {NOTES} ENABLE ALWAYS TRIGGER notes_stay;
"""
ALLOW = f"""
DROP TRIGGER version_stays ON {VERSIONS};
DROP TRIGGER versions_stay ON {VERSIONS};
DROP TRIGGER note_stays ON {NOTES};
DROP TRIGGER notes_stay ON {NOTES};
DROP FUNCTION version_refuse();
DROP FUNCTION note_refuse();
"""


class Migration(migrations.Migration):
    """Add the triggers."""

    dependencies = (("therapy_sessions", "0012_row_security_of_documents"),)
    operations = (migrations.RunSQL(REFUSE, ALLOW),)
