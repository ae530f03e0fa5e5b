"""Requests, their steps and disclosures are open to whom their client is open."""

from django.db import migrations

from rung.common import rowsecurity

TABLES = ("rightsrequest", "rightsstep", "disclosure")


class Migration(migrations.Migration):
    """Protect the rights desk."""

    dependencies = (("rights", "0001_requests_and_disclosures"), ("clients", "0004_row_security"))
    operations = tuple(rowsecurity.by_client(f"rights_{table}") for table in TABLES)
