import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.providers.local_speech.kinds import AudioKind, kind_of, likeness


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", AudioKind.WAV),
        (b"\xff\xfb\x90\x00", AudioKind.MP3),  # MPEG-1 layer III, 128 kbit/s, 44.1 kHz
        (b"\xff\xf3\x48\xc4", AudioKind.MP3),  # MPEG-2 layer III
        (b"ID3\x04", AudioKind.MP3),
        (b"\x00\x00\x00\x20ftypmp42", AudioKind.M4A),
    ],
)
def test_a_container_is_known_by_its_first_bytes(head: bytes, kind: AudioKind) -> None:
    assert kind_of(head) is kind


@pytest.mark.parametrize(
    "head", [b"", b"\xff\xfb", b"\xff\xf1\x50\x80", b"\xff\xfb\xf0\x00", b"\xff\xeb\x90\x00", b"RIFF1234AVI "]
)
def test_reserved_values_and_other_containers_are_not_audio(head: bytes) -> None:
    assert kind_of(head) is None


@given(st.binary(max_size=64))
def test_any_bytes_get_an_answer(head: bytes) -> None:
    assert kind_of(head) in {*AudioKind, None}
    assert likeness(head) == "" or likeness(head)[0].islower()
