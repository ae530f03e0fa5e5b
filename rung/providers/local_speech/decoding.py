"""Turns the bytes of a recording into samples; runs in the child only."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, groupby
from typing import BinaryIO

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from numpy.typing import NDArray

from rung.providers.local_speech import limits
from rung.providers.local_speech.errors import AudioTooLong, EmptyAudio, NotAudio, UnreadableAudio
from rung.providers.local_speech.kinds import AudioKind
from rung.providers.local_speech.wire import Found

type Samples = NDArray[np.int16]  # one dimension, SAMPLE_RATE a second

MICROSECONDS = 1_000_000
DEMUXERS = {
    AudioKind.WAV: "wav",
    AudioKind.MP3: "mp3",
    AudioKind.M4A: "mov",
    AudioKind.FLAC: "flac",
    AudioKind.OGG: "ogg",
    AudioKind.WEBM: "matroska",
}
PLAIN = ("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw", "pcm_mulaw")
COMPRESSED = ("mp3", "mp3float", "aac", "alac", "flac", "opus", "libopus", "vorbis")
DECODERS = frozenset({*PLAIN, *COMPRESSED})


def found(source: BinaryIO, kind: AudioKind, *, max_seconds: float) -> Found:
    """Return what a recording is, after decoding its first moment.

    Raises:
        NotAudio: it has no sound track, or one in a coding that is not accepted.
        EmptyAudio: its sound track has no length.
        AudioTooLong: it says that it is over `max_seconds`, or its packets do.
        UnreadableAudio: nothing of it can be decoded.
    """
    with _track(source, kind) as (container, track):
        codec = track.codec_context.name
        seconds = _stated_seconds(container, track)
        readable = next(_frames(container, track), None) is not None
    if seconds <= 0:
        with _track(source, kind) as (container, track):
            seconds = _measured_seconds(container, track)
    if seconds > max_seconds:
        raise AudioTooLong
    if not readable:
        raise UnreadableAudio if seconds > 0 else EmptyAudio
    return Found(codec, seconds)


def samples(source: BinaryIO, kind: AudioKind, *, max_seconds: float) -> Iterator[Samples]:
    """Yield a recording piece by piece; packets that cannot be decoded are passed over.

    Raises:
        AudioTooLong: there is more sound than `max_seconds`, whatever the file said.
    """
    left = max_seconds * limits.SAMPLE_RATE
    with _track(source, kind) as (container, track):
        for piece in _resampled(_frames(container, track)):
            left -= len(piece)
            if left < 0:
                raise AudioTooLong
            yield piece


@contextmanager
def _track(source: BinaryIO, kind: AudioKind) -> Iterator[tuple[InputContainer, AudioStream]]:
    """Open the first sound track, by one demuxer and few decoders: nothing else of FFmpeg meets the file."""
    source.seek(0)
    allowed = {"codec_whitelist": ",".join(DECODERS)}
    try:
        with av.open(
            source, mode="r", format=DEMUXERS[kind], metadata_errors="ignore", container_options=allowed
        ) as container:
            track = next(iter(container.streams.audio), None)
            if track is None or not _is_decodable(track):
                raise NotAudio
            yield container, track
    except FFmpegError:
        raise UnreadableAudio from None


def _is_decodable(track: AudioStream) -> bool:
    context = getattr(track, "codec_context", None)  # None, whatever its type says, of a codec that no one knows
    return context is not None and context.name in DECODERS


def _frames(container: InputContainer, track: AudioStream) -> Iterator[AudioFrame]:
    packets = container.demux(track)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            yield from packet.decode()
        except FFmpegError:
            continue


def _resampled(frames: Iterator[AudioFrame]) -> Iterator[Samples]:
    for shape, run in groupby(frames, key=_shape):
        _check_shape(*shape)
        resampler = AudioResampler(format="s16", layout="mono", rate=limits.SAMPLE_RATE)
        for frame in chain(run, (None,)):  # None drains it
            if frame is not None:
                frame.pts = None  # gaps in a damaged file are not filled
            for piece in resampler.resample(frame):
                yield piece.to_ndarray().reshape(-1).astype(np.int16, copy=False)


def _shape(frame: AudioFrame) -> tuple[int, int, str, str]:
    return frame.sample_rate, frame.layout.nb_channels, frame.layout.name, frame.format.name


def _check_shape(rate: int, channels: int, *_names: str) -> None:
    if not limits.LOWEST_RATE <= rate <= limits.HIGHEST_RATE or channels > limits.MAX_CHANNELS:
        raise UnreadableAudio


def _stated_seconds(container: InputContainer, track: AudioStream) -> float:
    if track.duration and track.time_base:
        return float(track.duration * track.time_base)
    return (container.duration or 0) / MICROSECONDS


def _measured_seconds(container: InputContainer, track: AudioStream) -> float:
    """Return where the last packet ends, without decoding: browsers record WebM that does not say its length."""
    ends = (
        float((packet.pts + (packet.duration or 0)) * packet.time_base)
        for packet in container.demux(track)
        if packet.pts is not None and packet.time_base
    )
    return max(ends, default=0.0)
