import os
from pathlib import Path

import numpy as np
import pytest

from rung.providers import local_speech
from rung.providers.local_speech import limits
from tests.unit.local_speech import sounds


@pytest.mark.parametrize("kind", list(local_speech.AudioKind))
def test_every_accepted_container_is_known_by_its_content(kind: local_speech.AudioKind, tmp_path: Path) -> None:
    nameless = tmp_path / "upload"
    nameless.write_bytes((sounds.MEMOS / f"memo.{kind}").read_bytes())
    facts = local_speech.probe(nameless)
    assert facts.container is kind
    assert facts.bytes == nameless.stat().st_size
    assert 1.5 < facts.seconds < 8.0


@pytest.mark.parametrize(
    ("name", "content", "seems"),
    [
        ("memo.wav", b"%PDF-1.7\n" + b"x" * 100, "a PDF"),
        ("memo.mp3", b"\n<!DOCTYPE html><html><body>", "a web page"),
        ("memo.m4a", b"PK\x03\x04" + bytes(100), "a ZIP file"),
        ("memo.flac", b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        ("memo.ogg", b"I slept badly and then I wrote it down.", "text"),
        ("memo.webm", b"\x7fELF" + bytes(100), "a program"),
    ],
)
def test_another_kind_of_file_is_refused_and_named(tmp_path: Path, name: str, content: bytes, seems: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(local_speech.NotAudio, match=f"looks like {seems}"):
        local_speech.probe(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "memo.wav"
    path.touch()
    with pytest.raises(local_speech.EmptyAudio):
        local_speech.probe(path)


def test_a_header_without_sound_is_refused_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "memo.wav"
    path.write_bytes(sounds.wav_header(0))
    with pytest.raises(local_speech.EmptyAudio):
        local_speech.probe(path)


def test_a_file_that_vanished_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(local_speech.AudioMissing):
        local_speech.probe(tmp_path / "gone.wav")


def test_a_folder_is_not_audio(tmp_path: Path) -> None:
    with pytest.raises(local_speech.NotAudio):
        local_speech.probe(tmp_path)


def test_three_hours_of_silence_are_refused_with_the_limit(tmp_path: Path) -> None:
    path = sounds.silence(tmp_path / "memo.wav", 3 * 60 * 60)
    with pytest.raises(local_speech.AudioTooLong, match="120 minutes"):
        local_speech.probe(path)


def test_a_file_over_the_size_limit_is_refused_with_both_sizes(tmp_path: Path) -> None:
    path = sounds.silence(tmp_path / "memo.wav", 60)
    os.truncate(path, limits.MAX_AUDIO_BYTES + 1_000_000)
    with pytest.raises(local_speech.AudioTooLarge, match="601 MB; the limit is 600 MB"):
        local_speech.probe(path)


def test_a_header_that_claims_four_gigabytes_is_believed_only_as_far_as_the_file_goes(tmp_path: Path) -> None:
    path = tmp_path / "memo.wav"
    path.write_bytes(sounds.wav_header(2**32) + sounds.memo_samples().tobytes())
    assert local_speech.probe(path).seconds == pytest.approx(7.73, abs=0.1)


def test_a_length_that_the_header_does_not_say_is_measured(tmp_path: Path) -> None:
    path = sounds.flac(tmp_path / "memo.flac", np.zeros(60 * sounds.RATE, dtype=np.int16), claimed_samples=0)
    assert path.stat().st_size < 20_000  # a minute: little in the file, much once decoded
    with pytest.raises(local_speech.AudioTooLong):
        local_speech.probe(path, max_seconds=30)


@pytest.mark.parametrize(
    "head", [b"RIFF\0\0\0\0WAVE", b"fLaC", b"OggS", b"\x1a\x45\xdf\xa3", b"\0\0\0\x18ftypM4A ", b"ID3"]
)
def test_noise_behind_the_first_bytes_of_audio_is_unreadable(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "memo"
    path.write_bytes(head + np.random.default_rng(7).bytes(50_000))
    with pytest.raises((local_speech.UnreadableAudio, local_speech.EmptyAudio, local_speech.NotAudio)):
        local_speech.probe(path)


def test_an_m4a_that_lost_its_index_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "memo.m4a"
    path.write_bytes((sounds.MEMOS / "memo.m4a").read_bytes()[:600])
    with pytest.raises(local_speech.UnreadableAudio):
        local_speech.probe(path)


def test_the_sound_of_a_video_is_accepted(tmp_path: Path) -> None:
    facts = local_speech.probe(sounds.video(tmp_path / "memo.mp4", sounds.memo_samples()))
    assert (facts.container, facts.codec) == (local_speech.AudioKind.M4A, "aac")


def test_a_coding_that_is_not_accepted_is_not_audio(tmp_path: Path) -> None:
    path = tmp_path / "memo.wav"
    path.write_bytes(sounds.wav_header(8_000, coding=0x2000) + bytes(8_000))  # AC-3
    with pytest.raises(local_speech.NotAudio):
        local_speech.probe(path)


def test_a_video_without_sound_is_not_audio(tmp_path: Path) -> None:
    with pytest.raises(local_speech.NotAudio):
        local_speech.probe(sounds.video(tmp_path / "memo.mp4", None))
