"""What every agent stands on: prompt with typed ends, the runner, and verification that trusts none of them."""

from rung.agents.core.agent import Agent, prompt_of
from rung.agents.core.book import Book
from rung.agents.core.dropping import Dropped, DropReason
from rung.agents.core.evidence import Citation, Finding, ProposedCitation, ProposedFinding
from rung.agents.core.runner import Answer, WrongShape, run
from rung.agents.core.verification import Verified, verify, verify_in

__all__ = [
    "Agent",
    "Answer",
    "Book",
    "Citation",
    "DropReason",
    "Dropped",
    "Finding",
    "ProposedCitation",
    "ProposedFinding",
    "Verified",
    "WrongShape",
    "prompt_of",
    "run",
    "verify",
    "verify_in",
]
