"""What the screen finds: categories, hits with their spans, and findings in a conversation."""

from dataclasses import dataclass
from enum import StrEnum

from rung.common.utterances import Speaker

HIGH_RISK_LEVEL = 4  # C-SSRS: active suicidal thoughts with some intent to act (Posner et al. 2011)
GUIDE_STOP_LEVEL = 2  # C-SSRS: active suicidal thoughts; from here on a person writes to the client, not a template


class Category(StrEnum):
    """What kind of risk a hit speaks of."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    HARM_TO_OTHERS = "harm_to_others"
    ABUSE = "abuse"
    SUBSTANCE = "substance"
    PSYCHOSIS = "psychosis"
    DISSOCIATION = "dissociation"


@dataclass(frozen=True, slots=True)
class Hit:
    """One span of the original text and what it supports by itself.

    `level` is a C-SSRS level, 0-6. Harm to others uses the same ladder by
    analogy (4 = intent to act), so one threshold stops a guide. The other
    categories have level 0 unless they carry suicidal content: a hit is a
    flag by being there, whatever its level.
    """

    category: Category
    level: int
    start: int
    end: int
    quote: str  # always text[start:end]
    reason: str  # from the lexicon, never the client's words


@dataclass(frozen=True, slots=True)
class Screening:
    """The screen of one text: `level` is the highest level of its hits, 0 without any."""

    level: int
    categories: tuple[Category, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class RiskFinding:
    """One hit in a conversation, with the utterance it cites and who said it."""

    utterance: int
    speaker: Speaker
    hit: Hit
