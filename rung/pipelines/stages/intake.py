"""A file on disk as a transcript, for the commands that store nothing."""

from collections.abc import Callable
from pathlib import Path

from rung import transcription
from rung.common.utterances import Speaker, Transcript
from rung.providers import local_speech

TEXT_SUFFIXES = frozenset({".txt", ".json", ".jsonl", ".md", ".vtt", ".srt"})
AUDIO_SUFFIXES = frozenset({".wav", ".mp3", ".m4a", ".flac", ".ogg", ".webm"})
FLOOR_SECONDS = 120.0
SECONDS_PER_AUDIO_SECOND = 2.0


def transcript_in(path: Path) -> Transcript:
    """Return what a transcript says or a recording's words are.

    Raises:
        RungError: it is too large, empty, or not what it seems; the message says which.
    """
    if path.suffix.lower() in AUDIO_SUFFIXES:
        return recognized(path, seconds=local_speech.probe(path).seconds)
    with path.open("rb") as source:
        return transcription.parse_transcript(source.read(transcription.MAX_TRANSCRIPT_BYTES + 1), path.name)


def recognized(path: Path, *, seconds: float, on_progress: Callable[[float], None] | None = None) -> Transcript:
    """Return the words of a recording of so many seconds, whose speakers nobody can tell apart.

    Raises:
        RungError: it cannot be read, holds no speech, or takes too long.
    """
    deadline = FLOOR_SECONDS + SECONDS_PER_AUDIO_SECOND * seconds
    heard = local_speech.transcribe(path, deadline_seconds=deadline, on_progress=on_progress)
    return transcription.memo_transcript(heard.utterances, engine=heard.engine, speaker=Speaker.UNKNOWN)
