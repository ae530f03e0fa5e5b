"""Beth, the agent who writes for the client."""

from functools import cache

from rung.agents.beth.schemas import Guide
from rung.agents.core.agent import Agent, prompt_of
from rung.isolation import ClientSafeBrief


@cache
def agent() -> Agent[ClientSafeBrief, Guide]:
    """Return Beth: a client-safe brief goes in, a guide comes out, and she has no tools."""
    return Agent("beth", prompt_of(__package__), ClientSafeBrief, Guide)
