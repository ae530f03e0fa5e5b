"""Which clients are open to whom, said once in SQL; the tables of their records follow it."""

from django.db import migrations

from rung.common import rowsecurity

# Somebody who may treat, signed in, in the client's own practice.
TREATS = """practice_id = (
    SELECT practice_id FROM accounts_clinician
    WHERE id = rung_actor() AND is_active AND role IN ('clinician', 'supervisor'))"""
OWN = f"clinician_id = rung_actor() AND {TREATS}"


class Migration(migrations.Migration):
    """Protect clients."""

    dependencies = (("clients", "0001_initial"), ("accounts", "0002_app_role"))
    operations = (rowsecurity.protected("clients_client", read=OWN, write=OWN),)
