"""Concerns and acts are open to whom their client is open; reminders to whom they are for. Acts are only added."""

from django.db import migrations

from rung.common import rowsecurity
from rung.common.scope import APP_ROLE, UPKEEP

BY_UPKEEP = f"rung_actor() = '{UPKEEP}'"  # sees what is overdue, by ids and times; words stay sealed
OF_CLIENT = f"client_id IN {rowsecurity.OPEN}"
OF_OWN = f"client_id IN {rowsecurity.OWN}"
CONCERN, ACT, REMINDER = (f"therapy_sessions_{name}" for name in ("riskconcern", "riskact", "riskreminder"))

REFUSE = f"""
CREATE FUNCTION risk_act_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an act on a risk is only added' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER risk_act_stays BEFORE UPDATE OR DELETE ON {ACT}
    FOR EACH ROW EXECUTE FUNCTION risk_act_refuse();
ALTER TABLE {ACT} ENABLE ALWAYS TRIGGER risk_act_stays;
"""
ALLOW = f"""
DROP TRIGGER risk_act_stays ON {ACT};
DROP FUNCTION risk_act_refuse();
"""
# A row is locked by whoever may change it: the reminder holds a concern while it writes about it, and changes nothing.
LET = f"""
CREATE POLICY upkeep_changes ON {CONCERN} FOR UPDATE TO {APP_ROLE} USING ({BY_UPKEEP}) WITH CHECK (false);
"""
UNLET = f"""
DROP POLICY upkeep_changes ON {CONCERN};
"""


class Migration(migrations.Migration):
    """Protect the ledger."""

    dependencies = (("therapy_sessions", "0009_risk_ledger"),)
    operations = (
        rowsecurity.protected(CONCERN, read=OF_CLIENT, write=OF_OWN, remove="false"),
        rowsecurity.protected(ACT, read=OF_CLIENT, write=OF_OWN, remove="false"),
        rowsecurity.protected(
            REMINDER, read=f"recipient_id = rung_actor() OR {BY_UPKEEP}", write=BY_UPKEEP, remove="false"
        ),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(LET, UNLET),
    )
