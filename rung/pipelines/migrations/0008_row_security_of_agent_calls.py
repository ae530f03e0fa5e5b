"""Calls to language models, and answers that wait, are open to whom their run is open; a call is never removed."""

from django.db import migrations

from rung.common import rowsecurity

OF_RUN = "run_id IN (SELECT id FROM pipelines_pipelinerun)"
OF_OWN_RUN = (
    "run_id IN (SELECT id FROM pipelines_pipelinerun "
    f"WHERE client_id IN {rowsecurity.OWN} OR requested_by_id = rung_actor())"
)


class Migration(migrations.Migration):
    """Protect calls and answers."""

    dependencies = (("pipelines", "0007_agent_calls"),)
    operations = (
        rowsecurity.protected("pipelines_agentcall", read=OF_RUN, write=OF_OWN_RUN, remove="false"),
        rowsecurity.protected("pipelines_partanswer", read=OF_RUN, write=OF_OWN_RUN),
    )
