"""What a language model is asked, what comes back, and what it cost. No text is ever kept here."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ask[Out]:
    """One question.

    `system` is the same for every session, so that a provider can cache it;
    `gives` is the dataclass that the answer is parsed into.
    """

    system: str = field(repr=False)
    message: str = field(repr=False)
    gives: type[Out]
    max_tokens: int
    deadline_seconds: float  # for all tries together


@dataclass(frozen=True, slots=True)
class Usage:
    """What one question took, tries that failed included."""

    model: str
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0  # of tokens_in
    cost_microdollars: int = 0  # millionths of a US dollar, at list price; 0 for a local server
    milliseconds: int = 0
    tries: int = 0
    is_priced: bool = False  # where this is False, a cost of 0 means "not known", not "free"


@dataclass(frozen=True, slots=True)
class Reply[Out]:
    """A typed answer, which nobody has verified yet."""

    out: Out = field(repr=False)
    usage: Usage
