"""What an analyst claims, and what is kept: findings with the words that carry them."""

from dataclasses import dataclass

from rung.common.utterances import Speaker
from rung.isolation.vocabulary.clinical import FindingKind


@dataclass(frozen=True, slots=True)
class ProposedCitation:
    """Where an analyst says its evidence stands: an utterance's number and words said to be in it."""

    utterance: int
    quote: str


@dataclass(frozen=True, slots=True)
class ProposedFinding:
    """What an analyst claims. Nothing here is trusted: see `verify`."""

    kind: str
    name: str
    confidence: float
    citations: tuple[ProposedCitation, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """Verbatim words of one utterance: `quote` is its text from `start` to `end`."""

    utterance: int
    speaker: Speaker
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A pattern with its evidence, never without."""

    kind: FindingKind
    name: str  # a value of the kind's own vocabulary
    confidence: float  # 0 to 1, two decimals; never more than the evidence carries
    citations: tuple[Citation, ...]  # in the order they were said
