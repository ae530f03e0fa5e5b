"""Rung as an agent: its prompt, what goes in, what comes out."""

from rung.agents.core.agent import Agent, prompt_of
from rung.agents.rung import analysis
from rung.agents.rung.prompting import with_vocabulary
from rung.agents.rung.schemas import AnalysisInput, Proposal

# What comes out is claims: `examine` verifies them and makes the analysis.
RUNG = Agent("rung", with_vocabulary(prompt_of("rung.agents.rung")), AnalysisInput, Proposal)


def respond_offline(
    agent: Agent[AnalysisInput, Proposal],  # noqa: ARG001 - the shape of every responder
    given: AnalysisInput,
) -> Proposal:
    """Answer for Rung without a model: the embedded twin."""
    return analysis.propose(given)
