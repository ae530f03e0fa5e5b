"""A turn: what was said under one label; the shape between reading a format and naming the speakers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rung.common.utterances import Speaker, Utterance
from rung.transcription.errors import EmptyTranscript, TranscriptTooLarge
from rung.transcription.limits import MAX_UTTERANCES
from rung.transcription.reading import clean

_BETWEEN = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)\]]))\s+")  # sentences
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said under a label as it was written; the label is empty where there is none."""

    label: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None


def numbered(spoken: Iterable[tuple[Speaker, Turn]], *, most_chars: int) -> tuple[Utterance, ...]:
    """Return turns as utterances 0..n-1; a turn over `most_chars` becomes several at sentence ends.

    Of a turn in several pieces the first keeps the start and the last the end.

    Raises:
        EmptyTranscript: no turn has words.
        TranscriptTooLarge: more than MAX_UTTERANCES.
    """
    utterances: list[Utterance] = []
    for speaker, turn in spoken:
        parts = list(pieces(_SPACE.sub(" ", clean(turn.text)).strip(), most_chars=most_chars))
        for place, part in enumerate(parts):
            start = turn.start_ms if place == 0 else None
            end = turn.end_ms if place == len(parts) - 1 else None
            utterances.append(Utterance(len(utterances), speaker, part, start, end))
        if len(utterances) > MAX_UTTERANCES:
            raise TranscriptTooLarge(f"There are more than {MAX_UTTERANCES:,} turns, the limit of one transcript.")
    if not utterances:
        raise EmptyTranscript
    return tuple(utterances)


def pieces(text: str, *, most_chars: int) -> Iterator[str]:
    """Yield a text in groups of whole sentences of at most `most_chars`; a longer sentence is cut at a space."""
    held = ""
    for sentence in _BETWEEN.split(text):
        for part in _cut(sentence, most_chars):
            if held and len(held) + 1 + len(part) > most_chars:
                yield held
                held = part
            else:
                held = f"{held} {part}".strip()
    if held:
        yield held


def _cut(sentence: str, most_chars: int) -> Iterator[str]:
    start = 0
    while len(sentence) - start > most_chars:
        space = sentence.rfind(" ", start + 1, start + most_chars + 1)
        end = space if space > 0 else start + most_chars
        yield sentence[start:end]
        start = end + (space > 0)
    yield sentence[start:]
