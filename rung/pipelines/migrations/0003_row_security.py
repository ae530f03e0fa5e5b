"""Runs are open to whom their client is open, and to who asked for them, so that a worker can end them."""

from django.db import migrations

from rung.common import rowsecurity

ASKED = "requested_by_id = rung_actor()"
OF_RUN = "run_id IN (SELECT id FROM pipelines_pipelinerun)"
OF_OWN_RUN = f"run_id IN (SELECT id FROM pipelines_pipelinerun WHERE client_id IN {rowsecurity.OWN} OR {ASKED})"


class Migration(migrations.Migration):
    """Protect runs and their stages."""

    dependencies = (("pipelines", "0002_initial"), ("therapy_sessions", "0003_row_security"))
    operations = (
        rowsecurity.protected(
            "pipelines_pipelinerun",
            read=f"client_id IN {rowsecurity.OPEN} OR {ASKED}",
            write=f"client_id IN {rowsecurity.OWN} OR {ASKED}",
        ),
        rowsecurity.protected("pipelines_stagerun", read=OF_RUN, write=OF_OWN_RUN),
    )
