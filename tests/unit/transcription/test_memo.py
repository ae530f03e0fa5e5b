import pytest

from rung.common.utterances import Source, Speaker, Utterance
from rung.transcription import EmptyTranscript, memo_transcript


def heard(*segments: tuple[int, int, str]) -> list[Utterance]:
    return [Utterance(n, Speaker.UNKNOWN, text, start, end) for n, (start, end, text) in enumerate(segments)]


def test_a_memo_is_the_clients_and_says_what_recognized_it() -> None:
    memo = memo_transcript(heard((0, 900, "I slept badly.")), engine="an engine")
    assert (memo.source, memo.engine) == (Source.AUDIO, "an engine")
    assert memo.utterances == (Utterance(0, Speaker.CLIENT, "I slept badly.", 0, 900),)


def test_segments_of_one_sentence_are_joined() -> None:
    memo = memo_transcript(heard((0, 900, "I slept"), (1_000, 2_000, "badly."), (2_100, 3_000, "And you?")))
    assert memo.utterances == (
        Utterance(0, Speaker.CLIENT, "I slept badly.", 0, 2_000),
        Utterance(1, Speaker.CLIENT, "And you?", 2_100, 3_000),
    )


def test_a_long_pause_ends_an_utterance() -> None:
    memo = memo_transcript(heard((0, 900, "I slept"), (9_000, 9_900, "badly")))
    assert [u.text for u in memo.utterances] == ["I slept", "badly"]


def test_a_recording_of_several_voices_stays_unknown() -> None:
    memo = memo_transcript(heard((0, 900, "Hello.")), speaker=Speaker.UNKNOWN)
    assert memo.utterances[0].speaker is Speaker.UNKNOWN


@pytest.mark.parametrize("segments", [[], heard((0, 100, " "))])
def test_a_memo_without_words_is_refused(segments: list[Utterance]) -> None:
    with pytest.raises(EmptyTranscript):
        memo_transcript(segments)
