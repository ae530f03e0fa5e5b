"""Agent: a prompt with what goes in and what comes out."""

import hashlib
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Agent[In, Out]:
    """One analyst or writer, whoever answers for it.

    The prompt is Markdown beside the agent's own package, and its hash names
    the exact wording that an answer was given to.
    """

    name: str
    prompt: str
    takes: type[In]
    gives: type[Out]

    @property
    def prompt_hash(self) -> str:
        """SHA-256 of the prompt, in hexadecimal."""
        return hashlib.sha256(self.prompt.encode()).hexdigest()


def prompt_of(package: str, file: str = "prompt.md") -> str:
    """Return the prompt that stands in an agent's package."""
    return resources.files(package).joinpath(file).read_text(encoding="utf-8")
