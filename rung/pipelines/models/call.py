"""AgentCall: what one question to a language model took."""

from django.db import models

from rung.accounts.enums import Analyst
from rung.clients.models import Client
from rung.common.models import Stamped
from rung.pipelines.enums import CallOutcome
from rung.pipelines.models.run import PipelineRun


class AgentCall(Stamped):
    """One question to a language model, written before it is sent: also a call that a kill cut short is here.

    Counts and codes alone. `model` is a name of the provider's.
    """

    run = models.ForeignKey(PipelineRun, on_delete=models.PROTECT, related_name="calls")
    client = models.ForeignKey(Client, on_delete=models.PROTECT)
    agent = models.CharField(max_length=24)
    prompt_hash = models.CharField(max_length=64)
    provider = models.CharField(max_length=16, choices=Analyst)
    part = models.PositiveSmallIntegerField()  # of the session's messages
    model = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=24, choices=CallOutcome, default=CallOutcome.ASKED)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    tokens_cached = models.PositiveIntegerField(default=0)  # of tokens_in
    cost_microdollars = models.PositiveIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Phi:
        """No text, neither asked nor answered."""

        sealed = ()
        plain = (
            "id", "created_at", "run", "client", "agent", "prompt_hash", "provider", "part", "model", "outcome",
            "tokens_in", "tokens_out", "tokens_cached", "cost_microdollars", "milliseconds", "tries", "finished_at",
        )  # fmt: skip

    class Meta:
        ordering = ("created_at", "part")
