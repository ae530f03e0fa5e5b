"""The runner: one agent, one answer, the agreed shape on both sides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rung.agents.core.agent import Agent
from rung.common.errors import RungError


class WrongShape(RungError):
    """The analyst's answer does not have the agreed shape; it was not used."""

    code: ClassVar[str] = "wrong_shape"
    status: ClassVar[int] = 502


@dataclass(frozen=True, slots=True)
class Answer[Out]:
    """What came out, and which wording of which agent it answers."""

    agent: str
    prompt_hash: str
    out: Out


def run[In, Out](agent: Agent[In, Out], given: In, respond: Callable[[Agent[In, Out], In], Out]) -> Answer[Out]:
    """Ask whoever responds for this agent, a model or its embedded twin.

    Raises:
        WrongShape: the answer, or the question, is not of the agent's type.
    """
    if not isinstance(given, agent.takes):
        raise WrongShape
    out = respond(agent, given)
    if not isinstance(out, agent.gives):
        raise WrongShape
    return Answer(agent.name, agent.prompt_hash, out)
