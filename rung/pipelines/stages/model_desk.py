"""What asking a language model takes: whom to ask, within which budget, and what was answered already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rung.accounts.enums import Analyst
from rung.agents.rung.schemas import AnalysisInput, ClinicalAnalysis, Proposal
from rung.providers.language.asking import Usage


@dataclass(frozen=True, slots=True)
class Craft:
    """What the agent's own floor does around the questions; pure."""

    messages_of: Callable[[AnalysisInput], tuple[str, ...]]
    merged: Callable[[Sequence[Proposal]], Proposal]
    examine: Callable[[AnalysisInput, Proposal, str], ClinicalAnalysis]


@dataclass(frozen=True, slots=True)
class Budget:
    """What one run may still use of a language model."""

    calls: int
    microdollars: int
    seconds: float
    call_seconds: float
    answer_tokens: int

    def after(self, usage: Usage) -> "Budget":
        """Return what is left after a call."""
        return replace(
            self,
            calls=self.calls - 1,
            microdollars=self.microdollars - max(0, usage.cost_microdollars),
            seconds=self.seconds - max(0, usage.milliseconds) / 1000,
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """What was proposed for one part, and the model that did."""

    proposal: Proposal
    model: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Whom to ask, with which settings, what is left to spend, and what an earlier worker was answered."""

    analyst: Analyst
    setup: object | None  # None where whoever runs Rung has set nothing up
    budget: Budget
    answered: Mapping[int, Answered]
    starts: int
