"""Utterance and Transcript: what was said, by whom, in order."""

from dataclasses import dataclass
from enum import StrEnum


class Speaker(StrEnum):
    """Who spoke. Only the client's words are evidence about the client."""

    CLIENT = "client"
    THERAPIST = "therapist"
    OTHER = "other"  # a partner or relative in the room
    UNKNOWN = "unknown"  # not diarized: a memo with one voice is relabelled by its source


class Source(StrEnum):
    """Where the words came from; every brief is labelled with it."""

    AUDIO = "audio"
    TRANSCRIPT = "transcript"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn of speech.

    `number` is its zero-based position and its id in citations; times are
    milliseconds from the start of the recording, None where there is none.
    """

    number: int
    speaker: Speaker
    text: str
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The utterances of one session or memo, numbered 0..n-1 without gaps."""

    source: Source
    utterances: tuple[Utterance, ...]
    engine: str = ""  # what recognised the speech, shown to the clinician; empty for typed text

    def by(self, speaker: Speaker) -> tuple[Utterance, ...]:
        """Return the utterances of one speaker."""
        return tuple(u for u in self.utterances if u.speaker is speaker)
