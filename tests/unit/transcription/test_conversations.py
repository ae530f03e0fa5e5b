"""Voices that a recognizer told apart: who is who, and when nobody may be named."""

import pytest

from rung import transcription
from rung.common.utterances import Source, Speaker
from rung.transcription import EmptyTranscript, Turn

ASKS = ("How was your week?", "What made it hard?", "And what helped you?")
TELLS = ("I was tired and I felt low.", "I missed my sister.", "I went for my walks.")
TALK = [
    Turn(label, text, 1000 * number, 1000 * number + 900)
    for number, (label, text) in enumerate(
        turn for pair in zip(ASKS, TELLS, strict=True) for turn in zip(("Speaker 1", "Speaker 2"), pair, strict=True)
    )
]


def test_of_two_voices_the_one_that_asks_is_the_therapist() -> None:
    found = transcription.conversation_transcript(TALK, engine="An engine")
    assert (found.source, found.engine) == (Source.AUDIO, "An engine")
    assert [u.speaker for u in found.utterances] == [Speaker.THERAPIST, Speaker.CLIENT] * 3
    assert [(u.start_ms, u.end_ms) for u in found.utterances][:2] == [(0, 900), (1000, 1900)]
    assert found.utterances[1].text == TELLS[0]


def test_pieces_of_a_turn_are_judged_as_the_whole() -> None:
    told = [
        Turn("Speaker 1", f"This is said, too, {number}.", 10_000 + number, 10_001 + number) for number in range(40)
    ]
    found = transcription.conversation_transcript([*TALK, *told])
    assert {u.speaker for u in found.utterances} == {Speaker.THERAPIST, Speaker.CLIENT}
    assert len(found.utterances) == len(TALK) + len(told)


def test_in_doubt_nobody_is_named_and_the_label_stays() -> None:
    found = transcription.conversation_transcript(TALK[:2])
    assert {u.speaker for u in found.utterances} == {Speaker.UNKNOWN}
    assert found.utterances[0].text == f"Speaker 1: {ASKS[0]}"
    third = transcription.conversation_transcript([*TALK, Turn("Speaker 3", "I am his mother.", 9000, 9900)])
    assert {u.speaker for u in third.utterances} == {Speaker.UNKNOWN}


def test_a_single_voice_is_nobody_in_particular() -> None:
    alone = [Turn("Speaker 1", text, 0, 10) for text in TELLS]
    found = transcription.conversation_transcript(alone)
    assert {u.speaker for u in found.utterances} == {Speaker.UNKNOWN}
    assert [u.text for u in found.utterances] == list(TELLS)


def test_silence_is_no_transcript() -> None:
    with pytest.raises(EmptyTranscript):
        transcription.conversation_transcript([])
