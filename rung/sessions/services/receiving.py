"""Receive what comes in: it is checked first, and kept only when it is sound."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import UnsupportedOperation
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from rung import transcription
from rung.accounts.models import Clinician
from rung.providers import local_speech
from rung.providers.local_speech import AudioFacts, AudioTooLarge, SpeechFailed, SpeechTimedOut
from rung.sessions.models import SessionTranscript, TherapySession, VoiceMemo
from rung.sessions.services import intake

MAX_TEXT_BYTES = transcription.MAX_TRANSCRIPT_BYTES
MAX_NAME_CHARS = 200
MEGABYTE = 1_000_000
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 — files there are private (0600) and never reach a disk

type Received = UploadedFile[Any]

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def receive_memo(upload: Received, *, session: TherapySession, by: Clinician, at: datetime) -> VoiceMemo:
    """Keep a recording that can be read as audio.

    Raises:
        AudioTooLarge: over UPLOAD_MAX_BYTES; it is not looked at.
        RungError: what `local_speech.probe` refuses; nothing is kept.
    """
    _check_size(upload.size or 0)
    with _path_of(upload) as path:
        facts = _probed(path)
        with path.open("rb") as source:
            return intake.keep_memo(
                source, session=session, file_name=shown_name(upload.name or ""), facts=facts, by=by, at=at
            )


def receive_transcript(
    content: bytes, file_name: str, *, session: TherapySession, by: Clinician, at: datetime
) -> SessionTranscript:
    """Keep a transcript whose speakers are known.

    `content` may be cut after MAX_TEXT_BYTES + 1: it is then refused as too large.

    Raises:
        RungError: what `transcription.parse_transcript` refuses; nothing is kept.
    """
    transcript = transcription.parse_transcript(content, file_name)
    return intake.keep_transcript(transcript, session=session, memo=None, by=by, at=at)


def receive_notes(text: str, *, session: TherapySession, by: Clinician, at: datetime) -> SessionTranscript:
    """Keep the clinician's notes.

    Raises:
        RungError: what `transcription.parse_notes` refuses; nothing is kept.
    """
    transcript = transcription.parse_notes(text)
    return intake.keep_transcript(transcript, session=session, memo=None, by=by, at=at)


def shown_name(name: str) -> str:
    """Return a file's name as it can be kept and shown: no folders, nothing invisible, not endless."""
    last = _UNSHOWN.sub("", name).replace("\\", "/").rpartition("/")[2].strip()
    return last[-MAX_NAME_CHARS:] or "recording"


def _check_size(size: int) -> None:
    most = int(settings.UPLOAD_MAX_BYTES)
    if size > most:
        raise AudioTooLarge(f"The recording has {size // MEGABYTE} MB; the limit is {most // MEGABYTE} MB.")


def _probed(path: Path) -> AudioFacts:
    try:
        return local_speech.probe(path)
    except (SpeechFailed, SpeechTimedOut) as failed:
        raise type(failed)("The recording could not be checked, so it was not kept. Try again.") from failed


@contextmanager
def _path_of(upload: Received) -> Iterator[Path]:
    """Give the path of an upload; one that is held in memory gets a file there meanwhile, without a name."""
    try:
        held = upload.fileno()
    except UnsupportedOperation:
        folder = MEMORY_FOLDER if MEMORY_FOLDER.is_dir() else None
        with tempfile.TemporaryFile(dir=folder) as copy:
            copy.writelines(upload.chunks())
            copy.seek(0)
            yield Path(f"/dev/fd/{copy.fileno()}")
    else:
        yield Path(f"/dev/fd/{held}")
