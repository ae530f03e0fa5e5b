"""Questions to a Rung with a state folder of its own: `python -m tests.flows.solo queue|status|effects [RUN]`."""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 — Django must be set up first
from django.db import connection  # noqa: E402 — Django must be set up first

from rung.pipelines.models import PipelineRun  # noqa: E402 — Django must be set up first
from tests.flows import effects, scenes  # noqa: E402 — Django must be set up first

if __name__ == "__main__":
    connection.settings_dict["USER"] = "postgres"  # who asks sees everything; the worker is the application's role
    what = sys.argv[1]
    if what == "queue":
        call_command("migrate", verbosity=0)
        print(scenes.queued_run().id)
    else:
        run = PipelineRun.objects.get(pk=sys.argv[2])
        print(run.status if what == "status" else json.dumps(effects.effects_of(run)))
