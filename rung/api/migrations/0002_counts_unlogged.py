"""Counts of a minute need no write-ahead log: a crash may forget them, and no request waits for the disk."""

from django.db import migrations


class Migration(migrations.Migration):
    """Take the table out of the log."""

    dependencies = (("api", "0001_counts_and_kept_answers"),)
    operations = (
        migrations.RunSQL("ALTER TABLE api_requestcount SET UNLOGGED", "ALTER TABLE api_requestcount SET LOGGED"),
    )
