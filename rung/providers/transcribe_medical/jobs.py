"""What a job is, and what may be asked of the service that does it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Protocol

from rung.providers.transcribe_medical.result import Spoken


class Kind(StrEnum):
    """What is recorded: people talking, or one person dictating."""

    CONVERSATION = "CONVERSATION"
    DICTATION = "DICTATION"


class JobState(StrEnum):
    """Where a job stands."""

    GOING = "going"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the service works for us; region and vocabulary may be empty."""

    bucket: str
    kms_key_id: str
    region: str = ""
    vocabulary: str = ""


class SpeechService(Protocol):
    """Jobs by name; `service.TranscribeMedical` says what each call does and refuses."""

    def begin(self, name: str, recording: IO[bytes], *, container: str, kind: Kind = Kind.CONVERSATION) -> None: ...
    def state(self, name: str) -> JobState | None: ...
    def result(self, name: str) -> tuple[Spoken, ...]: ...
    def forget(self, name: str) -> None: ...
