"""What Amazon Transcribe Medical wrote becomes pieces of speech, or is refused without a word of it."""

import json
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.providers.transcribe_medical import SpeechResultUnreadable
from rung.providers.transcribe_medical.result import PIECE_CHARS, spoken_in
from tests.factories.canary import CANARY
from tests.fakes.transcribe import TALK, Words, written

ONE_VOICE: Words = (("spk_0", 1.0, "I slept well ."), ("spk_0", 4.0, "Nothing else , really ."))


def test_punctuation_stands_where_it_belongs_and_each_voice_apart() -> None:
    found = spoken_in(written("job", TALK))
    assert [(piece.label, piece.text) for piece in found[:2]] == [
        ("spk_0", "How have the nights been?"),
        ("spk_1", "I can't sleep, and my mind goes round."),
    ]
    assert (found[0].start_ms, found[0].end_ms) == (500, 1700)
    assert (found[1].start_ms, found[-1].label) == (3000, "spk_1")


def test_a_voice_named_at_the_word_counts_before_the_segments() -> None:
    whole = json.loads(written("job", ONE_VOICE))
    for item in whole["results"]["items"]:
        item["speaker_label"] = "spk_7"
    assert {piece.label for piece in spoken_in(json.dumps(whole).encode())} == {"spk_7"}


def test_one_voice_is_one_piece_until_it_is_long() -> None:
    (piece,) = spoken_in(written("job", ONE_VOICE))
    assert piece.text == "I slept well. Nothing else, really."
    long: Words = tuple(("spk_0", 4.0 * number, "I slept well , and then I did not .") for number in range(60))
    pieces = spoken_in(written("job", long))
    assert len(pieces) > 2
    assert all(PIECE_CHARS <= len(piece.text) < PIECE_CHARS + 60 for piece in pieces[:-1])
    assert all(piece.text.endswith(".") for piece in pieces)


def test_without_labels_there_is_one_voice_without_a_name() -> None:
    assert {piece.label for piece in spoken_in(written("job", TALK, labels=False))} == {""}


def test_silence_is_no_piece() -> None:
    assert spoken_in(written("job", ())) == ()


@given(st.lists(st.tuples(st.sampled_from(["spk_0", "spk_1", "spk_2"]), st.floats(0, 3000), st.just("so it was ."))))
def test_times_never_run_backward_and_no_word_is_lost(said: list[tuple[str, float, str]]) -> None:
    found = spoken_in(written("job", tuple(said)))
    times = [moment for piece in found for moment in (piece.start_ms, piece.end_ms)]
    assert times == sorted(times)
    assert " ".join(piece.text for piece in found).split() == ["so", "it", "was."] * len(said)


def broken(**changes: Any) -> bytes:
    whole = json.loads(written("job", (("spk_0", 1.0, CANARY),)))
    whole["results"]["items"][0].update(changes)
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"results": {}}',
        b'{"results": {"items": {}}}',
        b"[" * 100_000,
        written("job", (("spk_0", 1.0, CANARY),))[:-20],
        broken(start_time="soon"),
        broken(start_time="NaN"),
        broken(end_time="-1"),
        broken(end_time="1e300"),
        broken(alternatives=[{"content": 7}]),
        broken(alternatives=CANARY),
    ],
)
def test_another_shape_is_refused_without_a_word_of_it(content: bytes) -> None:
    with pytest.raises(SpeechResultUnreadable) as refusal:
        spoken_in(content)
    assert CANARY not in "".join(traceback.format_exception(refusal.value))
