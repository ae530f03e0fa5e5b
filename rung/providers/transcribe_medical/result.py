"""Reads what Amazon Transcribe Medical wrote: words with times and speaker labels become pieces of speech.

https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html and
https://docs.aws.amazon.com/transcribe/latest/dg/diarization-output-batch.html
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, FiniteFloat, ValidationError

from rung.common import jsonkit
from rung.providers.transcribe_medical.errors import SpeechResultUnreadable

SECOND_MS = 1000
PIECE_CHARS = 400  # a piece this long ends with its sentence, so that a quote finds its place in the recording
LONGEST_SECONDS = 24 * 60 * 60
ENDS = (".", "?", "!")


type Seconds = Annotated[FiniteFloat, Field(ge=0, le=LONGEST_SECONDS)]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A piece of one voice. `label` is the service's for it, empty where it told none apart."""

    label: str
    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a sound may have been; the first is the likeliest."""

    content: str


@dataclass(frozen=True, slots=True)
class Item:
    """A word, or a mark of punctuation, which has no times."""

    type: str
    alternatives: tuple[Alternative, ...]
    start_time: Seconds | None = None
    end_time: Seconds | None = None
    speaker_label: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Whose voice the word is that begins at a time."""

    start_time: Seconds
    speaker_label: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one voice."""

    items: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """Who spoke when."""

    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The words of a recording."""

    items: tuple[Item, ...]
    speaker_labels: Labels | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A whole result; what is not named here is not read."""

    results: Results


@dataclass(slots=True)
class _Piece:
    label: str
    start_ms: int
    end_ms: int
    text: str


def spoken_in(content: bytes) -> tuple[Spoken, ...]:
    """Return the pieces of speech in a result, in order; times never run backward.

    A piece is one voice; it ends where another begins to speak, and at the end
    of a sentence once it has PIECE_CHARS. Empty where nothing was said.

    Raises:
        SpeechResultUnreadable: it is cut off, or of another shape.
    """
    try:
        written = jsonkit.load(Written, content.decode())
    except (ValidationError, UnicodeDecodeError):
        raise SpeechResultUnreadable from None  # the original quotes what was said
    return tuple(Spoken(p.label, p.text, p.start_ms, p.end_ms) for p in _pieces(written.results))


def _pieces(results: Results) -> Iterator[_Piece]:
    voices = _voices(results.speaker_labels)
    held: _Piece | None = None
    for item in results.items:
        content = item.alternatives[0].content.strip() if item.alternatives else ""
        if not content:
            continue
        if item.start_time is None or item.end_time is None:
            if held is not None:  # a mark before any word marks nothing
                held.text += content
            continue
        label = item.speaker_label or voices.get(item.start_time, held.label if held else "")
        if held is not None and not _ends(held, label):
            held.text, held.end_ms = f"{held.text} {content}", max(held.end_ms, _ms(item.end_time))
            continue
        if held is not None:
            yield held
        start = max(_ms(item.start_time), held.end_ms if held else 0)
        held = _Piece(label, start, max(_ms(item.end_time), start), content)
    if held is not None:
        yield held


def _ends(held: _Piece, label: str) -> bool:
    return held.label != label or (len(held.text) >= PIECE_CHARS and held.text.endswith(ENDS))


def _voices(labels: Labels | None) -> dict[float, str]:
    segments: Iterable[Segment] = labels.segments if labels else ()
    return {placed.start_time: placed.speaker_label for segment in segments for placed in segment.items}


def _ms(seconds: float) -> int:
    return round(seconds * SECOND_MS)
