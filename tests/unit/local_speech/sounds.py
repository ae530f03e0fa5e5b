"""Recordings for tests: the fictional memo of the fixtures, and sounds made on the spot."""

import struct
import wave
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from rung.providers.local_speech import decoding
from rung.providers.local_speech.kinds import AudioKind

MEMOS = Path(__file__).parent.parent.parent / "fixtures" / "speech"
MEMO = MEMOS / "memo.flac"
RATE = 16_000


def memo_samples(times: int = 1) -> NDArray[np.int16]:
    """Return the memo, said a number of times."""
    with MEMO.open("rb") as source:
        said = np.concatenate(list(decoding.samples(source, AudioKind.FLAC, max_seconds=60)))
    return np.tile(said, times)


def write_wav(path: Path, sound: NDArray[np.int16], *, rate: int = RATE, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as sink:
        sink.setnchannels(channels)
        sink.setsampwidth(2)
        sink.setframerate(rate)
        sink.writeframes(np.repeat(sound, channels).tobytes())
    return path


def wav_header(data_bytes: int, *, rate: int = RATE, width: int = 2, coding: int = 1) -> bytes:
    """Return the header of a mono WAV file that claims this much sound; coding 1 is plain samples."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, coding, 1, rate, rate * width, width, 8 * width)
    return (
        struct.pack("<4sI4s", b"RIFF", min(36 + data_bytes, 2**32 - 1), b"WAVE")
        + form
        + struct.pack("<4sI", b"data", min(data_bytes, 2**32 - 1))
    )


def silence(path: Path, seconds: int) -> Path:
    """Write silence as a sparse WAV file: hours of it take no room."""
    size = seconds * RATE * 2
    with path.open("wb") as sink:
        sink.write(wav_header(size))
        sink.truncate(44 + size)
    return path


def flac(path: Path, sound: NDArray[np.int16], *, claimed_samples: int | None = None) -> Path:
    """Write FLAC; `claimed_samples` puts another length into its header, 0 for an unknown one."""
    with av.open(str(path), "w", format="flac") as container:
        stream = container.add_stream("flac", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE
        container.mux([*stream.encode(frame), *stream.encode(None)])
    if claimed_samples is not None:
        content = bytearray(path.read_bytes())
        content[21:26] = bytes([content[21] & 0xF0]) + claimed_samples.to_bytes(4, "big")  # FLAC STREAMINFO
        path.write_bytes(content)
    return path


def video(path: Path, sound: NDArray[np.int16] | None) -> Path:
    """Write a video of two black pictures, with sound if given."""
    with av.open(str(path), "w", format="mp4") as container:
        pictures = container.add_stream("mpeg4", rate=5)
        pictures.width = pictures.height = 32
        pictures.pix_fmt = "yuv420p"
        voice = None if sound is None else container.add_stream("aac", rate=RATE, layout="mono")
        for _ in range(2):
            picture = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), dtype=np.uint8), format="rgb24")
            container.mux(pictures.encode(picture))
        container.mux(pictures.encode(None))
        if voice is not None and sound is not None:
            frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
            frame.sample_rate = RATE
            container.mux([*voice.encode(frame), *voice.encode(None)])
    return path
