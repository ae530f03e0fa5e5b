import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.providers.local_speech import wire
from rung.providers.local_speech.errors import SpeechFailed

finite = st.floats(allow_nan=False)
replies = st.one_of(
    st.builds(wire.Found, st.text(), finite),
    st.builds(wire.Progress, finite),
    st.builds(wire.Heard, st.integers(), st.integers(), st.text()),
    st.builds(wire.Finished, finite, finite),
    st.builds(wire.Refused, st.text()),
)


@given(replies)
def test_a_reply_survives_the_way_as_one_line(reply: wire.Reply) -> None:
    line = wire.line(reply).encode()
    assert line.count(b"\n") == 1
    assert wire.parse(line) == reply


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"Traceback (most recent call last):",
        b"[" * 100_000,
        b"\xff\xfe",
        b"{}",
        b'{"kind": "Heard", "start_ms": 0, "end_ms": "1", "text": "x"}',
        b'{"kind": "Found", "codec": null, "seconds": 1.0}',
        b'{"kind": "Obey", "code": "x"}',
    ],
)
def test_anything_else_is_a_failure_of_the_child(line: bytes) -> None:
    with pytest.raises(SpeechFailed):
        wire.parse(line)
