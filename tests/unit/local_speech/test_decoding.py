from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from rung.providers.local_speech import decoding
from rung.providers.local_speech.child import answer
from rung.providers.local_speech.errors import AudioTooLong, EmptyAudio, UnreadableAudio
from rung.providers.local_speech.kinds import AudioKind
from rung.providers.local_speech.wire import Finished, Found, Heard, Progress, Refused, Reply
from tests.unit.local_speech import sounds


def test_samples_are_16_khz_mono_whatever_came_in(tmp_path: Path) -> None:
    path = sounds.write_wav(tmp_path / "memo.wav", np.zeros(48_000, dtype=np.int16), rate=48_000, channels=2)
    with path.open("rb") as source:
        decoded = np.concatenate(list(decoding.samples(source, AudioKind.WAV, max_seconds=60)))
    assert decoded.dtype == np.int16
    assert len(decoded) == pytest.approx(16_000, abs=50)


def test_more_sound_than_the_header_says_stops_at_the_limit(tmp_path: Path) -> None:
    quiet = np.zeros(60 * sounds.RATE, dtype=np.int16)
    path = sounds.flac(tmp_path / "memo.flac", quiet, claimed_samples=sounds.RATE)
    with path.open("rb") as source:
        assert decoding.found(source, AudioKind.FLAC, max_seconds=30).seconds == 1.0
        with pytest.raises(AudioTooLong):
            list(decoding.samples(source, AudioKind.FLAC, max_seconds=30))


def test_a_rate_that_no_recorder_writes_is_refused() -> None:
    slow = BytesIO(sounds.wav_header(8_000, rate=1) + bytes(8_000))
    with pytest.raises(UnreadableAudio):
        list(decoding.samples(slow, AudioKind.WAV, max_seconds=60))


def test_a_playlist_dressed_as_audio_opens_no_other_file() -> None:
    playlist = f"ffconcat version 1.0\nfile '{sounds.MEMO}'\n".encode()
    for kind in AudioKind:
        with pytest.raises((UnreadableAudio, EmptyAudio)):
            decoding.found(BytesIO(playlist), kind, max_seconds=60)


def test_the_child_says_what_it_found_then_the_words_then_that_it_finished() -> None:
    said: list[Reply] = []
    with sounds.MEMO.open("rb") as source:
        answer(source, AudioKind.FLAC, max_seconds=60, words=True, say=said.append)
    assert said[0] == Found("flac", 7.733875)
    assert any(isinstance(reply, Heard) and "anxious" in reply.text for reply in said)
    assert all(isinstance(reply, Heard | Progress) for reply in said[1:-1])
    assert said[-1] == Finished(7.733875, 7.733875)


def test_the_child_names_a_refusal_by_its_code_only() -> None:
    said: list[Reply] = []
    answer(BytesIO(b"OggS" + bytes(200)), AudioKind.OGG, max_seconds=60, words=True, say=said.append)
    assert said == [Refused("audio_unreadable")]


def test_the_child_says_when_recognition_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "rung.providers.local_speech.decoding", None)
    monkeypatch.delattr("rung.providers.local_speech.decoding", raising=False)
    said: list[Reply] = []
    answer(BytesIO(b""), AudioKind.OGG, max_seconds=60, words=True, say=said.append)
    assert said == [Refused("speech_unavailable")]
