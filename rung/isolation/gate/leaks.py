"""What the gate answers: a verdict, and each leak with what to do about it."""

from dataclasses import dataclass, field
from enum import StrEnum


class LeakReason(StrEnum):
    """Why a piece of text does not pass."""

    NGRAM = "ngram"
    NAME = "name"
    DATE = "date"
    NUMBER = "number"
    CLINICAL_TERM = "clinical_term"
    CANARY = "canary"
    LINK = "link"
    HIDDEN_TEXT = "hidden_text"

    @property
    def explanation(self) -> str:
        """What it is and what to do, for the clinician."""
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    LeakReason.NGRAM: "These words stand in the record in the same order. Say it differently, or take the line out.",
    LeakReason.NAME: "This is a name from the record. Take it out; the client's first name is added when the guide"
    " is shown.",
    LeakReason.DATE: "This date stands in the record. Take it out, or say it without the date.",
    LeakReason.NUMBER: "This number stands in the record, or is long enough to identify somebody. Take it out.",
    LeakReason.CLINICAL_TERM: "This is a word of the clinic. Say it in everyday words.",
    LeakReason.CANARY: "This is a planted test string: text crossed the wall that must never cross it. Do not release"
    " the guide, and report it.",
    LeakReason.LINK: "Links, addresses, images and markup are not allowed in a guide. Take it out, and give it to the"
    " client in another way.",
    LeakReason.HIDDEN_TEXT: "This text holds invisible or disguised characters. Type it again by hand.",
}


@dataclass(frozen=True, slots=True)
class Sources:
    """What a guide must not repeat.

    `texts` are all utterances and notes; `names` the client's and any other
    known names; `canaries` strings planted by tests. None of it is shown.
    """

    texts: tuple[str, ...] = field(repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    canaries: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Leak:
    """One piece of the guide that does not pass.

    `position` counts the texts in the order they were given; `excerpt` is
    from the guide, folded, never from the record.
    """

    reason: LeakReason
    section: str
    position: int
    excerpt: str

    @property
    def explanation(self) -> str:
        """What it is and what to do, for the clinician."""
        return self.reason.explanation


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """Whether a guide may go on to the clinician, and if not, why."""

    passed: bool
    leaks: tuple[Leak, ...] = ()
