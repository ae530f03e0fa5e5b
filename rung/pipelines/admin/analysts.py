"""Who analysed a session, in words: which model, what it took, and why it was not one."""

from dataclasses import dataclass

from rung.pipelines.enums import CallOutcome, Notice
from rung.pipelines.models import PipelineRun

OFFLINE = "offline analysis"


@dataclass(frozen=True, slots=True)
class ShownAnalyst:
    """Who made the findings, and what the clinician must know of it; often nothing."""

    by: str
    notice: str


def shown(run: PipelineRun | None) -> ShownAnalyst:
    """Return who analysed in a run; offline where the run is not known."""
    notice = notice_of(run.notice) if run else ""
    calls = list(run.calls.all()) if run else []
    if not calls:
        return ShownAnalyst(OFFLINE, notice)
    tokens = sum(call.tokens_in + call.tokens_out for call in calls)
    dollars = sum(call.cost_microdollars for call in calls) / 1_000_000
    seconds = sum(call.milliseconds for call in calls) / 1_000
    took = f"{tokens:,} tokens, ${dollars:,.4f}, {seconds:,.1f} s"
    model = next((call.model for call in reversed(calls) if call.outcome == CallOutcome.ANSWERED), "")
    if notice or not model:
        return ShownAnalyst(f"{OFFLINE}; the language model took {took}", notice)
    return ShownAnalyst(f"model {model}, {took}", notice)


def notice_of(code: str) -> str:
    """Return a run's notice as the clinician reads it; empty where there is none."""
    return Notice(code).sentence if code in Notice.values else ""
