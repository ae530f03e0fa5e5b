"""Dropping: what was not kept, and why, in words for the clinician."""

from dataclasses import dataclass
from enum import StrEnum


class DropReason(StrEnum):
    """Why a finding, or a citation, was not kept."""

    NOT_IN_VOCABULARY = "not_in_vocabulary"
    NO_CITATION = "no_citation"
    UNKNOWN_UTTERANCE = "unknown_utterance"
    QUOTE_NOT_FOUND = "quote_not_found"
    QUOTE_TOO_LONG = "quote_too_long"
    WRONG_SPEAKER = "wrong_speaker"
    INSTRUCTION = "instruction"
    ASKED = "asked"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    THIRD_PERSON = "third_person"
    TOO_WEAK = "too_weak"

    @property
    def sentence(self) -> str:
        """The reason as the clinician reads it."""
        return _SENTENCES[self]


_SENTENCES = {
    DropReason.NOT_IN_VOCABULARY: "The pattern has no place in the clinical vocabulary.",
    DropReason.NO_CITATION: "No words were cited for it.",
    DropReason.UNKNOWN_UTTERANCE: "It cites an utterance that does not exist.",
    DropReason.QUOTE_NOT_FOUND: "The quoted words were not said in that utterance.",
    DropReason.QUOTE_TOO_LONG: "The quotation is too long to point at anything.",
    DropReason.WRONG_SPEAKER: "The words are someone else's: they say nothing certain about this person.",
    DropReason.INSTRUCTION: "The words read as an instruction to software, not as speech about a person.",
    DropReason.ASKED: "The words ask a question; they do not state that it is so.",
    DropReason.NEGATED: "The client said that this is not so.",
    DropReason.HYPOTHETICAL: "The client spoke of a possibility, not of what is.",
    DropReason.THIRD_PERSON: "The client was speaking of someone else.",
    DropReason.TOO_WEAK: "The words are too few or too faint to carry it.",
}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A finding that was not kept.

    Kind and name are vocabulary values, or "unknown": text that an analyst
    made up is never shown.
    """

    kind: str
    name: str
    reason: DropReason
    explanation: str
    utterance: int | None = None
