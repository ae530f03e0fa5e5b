"""Psychotherapy notes are open to their author alone, whoever else may open the client."""

from django.db import migrations

from rung.common import rowsecurity

AUTHOR = "author_id = rung_actor()"


class Migration(migrations.Migration):
    """Protect psychotherapy notes."""

    dependencies = (("therapy_sessions", "0005_psychotherapy_notes"),)
    operations = (rowsecurity.protected("therapy_sessions_psychotherapynote", read=AUTHOR, write=AUTHOR),)
