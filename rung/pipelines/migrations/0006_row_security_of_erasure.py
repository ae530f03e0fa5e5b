"""Certificates are open to who erased and to the practice's administrators; what acts for nobody purges recordings."""

from django.db import migrations

from rung.common import rowsecurity
from rung.common.scope import APP_ROLE, UPKEEP

PRACTICE = "SELECT practice_id FROM accounts_clinician WHERE id = rung_actor() AND is_active AND role = 'practice_admin'"
CERTIFIED = "certificate_id IN (SELECT id FROM pipelines_erasurecertificate)"

# Upkeep finds what is due by ids and times. It opens nothing: that takes a declared, audited access to a client.
BY_UPKEEP = f"rung_actor() = '{UPKEEP}'"
READ = (
    "clients_client",
    "clients_legalhold",
    "therapy_sessions_psychotherapynote",
    "therapy_sessions_sessiontranscript",
    "therapy_sessions_voicememo",
)
CHANGED = ("clients_client", "therapy_sessions_voicememo")
LET = [f"CREATE POLICY upkeep_reads ON {table} FOR SELECT TO {APP_ROLE} USING ({BY_UPKEEP})" for table in READ]
LET += [
    f"CREATE POLICY upkeep_changes ON {table} FOR UPDATE TO {APP_ROLE} USING ({BY_UPKEEP}) WITH CHECK ({BY_UPKEEP})"
    for table in CHANGED
]
UNLET = [f"DROP POLICY upkeep_reads ON {table}" for table in READ]
UNLET += [f"DROP POLICY upkeep_changes ON {table}" for table in CHANGED]


class Migration(migrations.Migration):
    """Protect holds and certificates; let upkeep do its work."""

    dependencies = (
        ("pipelines", "0005_deletion"),
        ("clients", "0009_deletion"),
        ("therapy_sessions", "0008_deletion"),
    )
    operations = (
        rowsecurity.by_client("clients_legalhold"),
        rowsecurity.protected(
            "pipelines_erasurecertificate",
            read=f"erased_by_id = rung_actor() OR practice_id = ({PRACTICE})",
            write="erased_by_id = rung_actor()",
        ),
        rowsecurity.protected("pipelines_erasedartefact", read=CERTIFIED, write=CERTIFIED),
        migrations.RunSQL(LET, UNLET),
    )
