"""What the child may say to its parent: one JSON object a line, of a closed set of shapes."""

import json
from dataclasses import asdict, dataclass

from rung.providers.local_speech.errors import SpeechFailed


@dataclass(frozen=True, slots=True)
class Found:
    """What the recording is."""

    codec: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far recognition is, 0.0 to 1.0."""

    done: float


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of one stretch of speech; milliseconds from the start."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The recording was read as far as it goes: `seconds` of the `length` it was said to have."""

    seconds: float
    length: float


@dataclass(frozen=True, slots=True)
class Refused:
    """The code of a refusal; its words are the parent's."""

    code: str


type Reply = Found | Progress | Heard | Finished | Refused


def line(reply: Reply) -> str:
    """Return a reply as one line of ASCII JSON."""
    return json.dumps({"kind": type(reply).__name__, **asdict(reply)}) + "\n"


def parse(text: bytes) -> Reply:
    """Return the reply of one line.

    Raises:
        SpeechFailed: the line is not one that a sound child writes.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise SpeechFailed from None
    match said:
        case {"kind": "Found", "codec": str(codec), "seconds": float(seconds)}:
            return Found(codec, seconds)
        case {"kind": "Progress", "done": float(done)}:
            return Progress(done)
        case {"kind": "Heard", "start_ms": int(start), "end_ms": int(end), "text": str(words)}:
            return Heard(start, end, words)
        case {"kind": "Finished", "seconds": float(seconds), "length": float(length)}:
            return Finished(seconds, length)
        case {"kind": "Refused", "code": str(code)}:
            return Refused(code)
        case _:
            raise SpeechFailed
