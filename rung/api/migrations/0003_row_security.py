"""A kept answer is open to whom it was given; once it is over, to whoever clears it away, still sealed."""

from django.db import migrations

from rung.common import rowsecurity

OWN = "clinician_id = rung_actor()"
OVER = f"{OWN} OR created_at < now() - interval '1 day'"


class Migration(migrations.Migration):
    """Protect kept answers."""

    dependencies = (("api", "0002_counts_unlogged"), ("accounts", "0002_app_role"))
    operations = (rowsecurity.protected("api_keptanswer", read=OVER, write=OWN, remove=OVER),)
