"""Consents are open to whom their client is open."""

from django.db import migrations

from rung.common import rowsecurity


class Migration(migrations.Migration):
    """Protect consents."""

    dependencies = (("clients", "0006_consents_stay"),)
    operations = (rowsecurity.by_client("clients_consent"),)
