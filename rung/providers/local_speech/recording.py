"""A recording as a file that is open and looks like audio."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rung.providers.local_speech import limits
from rung.providers.local_speech.errors import AudioMissing, AudioTooLarge, EmptyAudio, NotAudio
from rung.providers.local_speech.kinds import HEAD_BYTES, AudioKind, kind_of, likeness

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Recording:
    """An open file of an accepted kind and size."""

    descriptor: int
    kind: AudioKind
    size: int  # bytes


@contextmanager
def opened(path: Path) -> Iterator[Recording]:
    """Hold a recording open.

    Raises:
        AudioMissing: there is no such file, or it may not be read.
        EmptyAudio: it has no bytes.
        AudioTooLarge: it has more than MAX_AUDIO_BYTES.
        NotAudio: its first bytes are of something else.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        raise AudioMissing from None
    try:
        yield _checked(descriptor)
    finally:
        os.close(descriptor)


def _checked(descriptor: int) -> Recording:
    facts = os.fstat(descriptor)
    if not stat.S_ISREG(facts.st_mode):
        raise NotAudio
    if facts.st_size == 0:
        raise EmptyAudio
    if facts.st_size > limits.MAX_AUDIO_BYTES:
        raise AudioTooLarge(
            f"The recording has {facts.st_size // MEGABYTE} MB; the limit is {limits.MAX_AUDIO_BYTES // MEGABYTE} MB."
        )
    head = os.pread(descriptor, HEAD_BYTES, 0)
    kind = kind_of(head)
    if kind is None:
        raise _not_audio(likeness(head))
    return Recording(descriptor, kind, facts.st_size)


def _not_audio(seems: str) -> NotAudio:
    if not seems:
        return NotAudio()
    return NotAudio(f"This file is not audio we can read: it looks like {seems}. Use WAV, MP3, M4A, FLAC, OGG or WebM.")
