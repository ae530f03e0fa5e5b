"""Reads JSON and JSON lines: an object with utterances, a list of them, or one a line."""

import json

from rung.transcription.clocks import SECOND_MS, moment_ms
from rung.transcription.errors import NoSpeakers, UnreadableTranscript
from rung.transcription.turns import Turn

LISTS = ("utterances", "turns", "segments")
SPEAKERS = ("speaker", "role", "label")
WORDS = ("text", "content", "words")
STARTS = (("start_ms", 1), ("start", SECOND_MS), ("start_time", SECOND_MS), ("at", SECOND_MS))
ENDS = (("end_ms", 1), ("end", SECOND_MS), ("end_time", SECOND_MS))
LABEL_CHARS = 80
SHAPE = 'Expected {"utterances": [{"speaker": "client", "text": "…"}]}, a list of those, or one a line.'

type Record = dict[object, object]


def turns_of_records(text: str) -> list[Turn]:
    """Return the turns of a JSON text; numbers are seconds, or milliseconds in `start_ms` and `end_ms`.

    Raises:
        UnreadableTranscript: it is broken, or of another shape; with the line or the utterance, never the text.
        NoSpeakers: no utterance has a speaker.
    """
    found = _records(_parsed(text))
    turns = [_turn(record, number) for number, record in enumerate(found, start=1)]
    if turns and not any(turn.label for turn in turns):
        raise NoSpeakers
    return turns


def _parsed(text: str) -> object:
    try:
        return _loaded(text)
    except json.JSONDecodeError as broken:
        lines = text.splitlines()
        if broken.msg != "Extra data":
            raise _broken(broken.lineno) from None
    return [_of_line(line, number) for number, line in enumerate(lines, start=1) if line.strip()]


def _of_line(line: str, number: int) -> object:
    try:
        return _loaded(line)
    except json.JSONDecodeError:
        raise _broken(number) from None


def _loaded(text: str) -> object:
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError:
        raise
    except (ValueError, RecursionError):  # an endless number, or brackets without end
        raise UnreadableTranscript(SHAPE) from None
    return value


def _records(value: object) -> list[object]:
    listed = _listed(value)
    if listed is not None:
        return listed
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, list):
        raise UnreadableTranscript(SHAPE)
    if any(_listed(item) is not None for item in value):
        if len(value) > 1:
            raise UnreadableTranscript("The file holds several transcripts; bring one at a time.")
        return _records(value[0])
    return value


def _listed(value: object) -> list[object] | None:
    if not isinstance(value, dict):
        return None
    return next((value[name] for name in LISTS if isinstance(value.get(name), list)), None)


def _turn(record: object, number: int) -> Turn:
    if not isinstance(record, dict):
        raise UnreadableTranscript(f"Utterance {number} is not an object. {SHAPE}")
    text = next((record[name] for name in WORDS if name in record), None)
    if not isinstance(text, str):
        raise UnreadableTranscript(f"Utterance {number} has no text. {SHAPE}")
    start, end = _moment(record, STARTS), _moment(record, ENDS)
    if start is not None and end is not None and end < start:
        end = None
    return Turn(_label(record), text, start, end)


def _label(record: Record) -> str:
    speaker = next((record[name] for name in SPEAKERS if name in record), None)
    if isinstance(speaker, int):
        return f"Speaker {speaker}"
    return speaker.strip()[:LABEL_CHARS] if isinstance(speaker, str) else ""


def _moment(record: Record, fields: tuple[tuple[str, int], ...]) -> int | None:
    return next((moment_ms(record[name], unit_ms=unit) for name, unit in fields if name in record), None)


def _broken(line: int) -> UnreadableTranscript:
    return UnreadableTranscript(f"The JSON is broken at line {line}.")
