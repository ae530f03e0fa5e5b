"""Sentences are read as plain words that know where they stand."""

import pytest

from rung.agents.core.reading import read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I-I'm just so stupid.", "i'm so stupid"),
        ("I do not sleep", "i don't sleep"),
        ("I cannot, um, sleep", "i can't sleep"),
        ("I did n't go", "i didn't go"),
        ("I'm kind of, you know, tired", "i'm tired"),
        ("Do you know him?", "do you know him"),
        ("I mean, it is what it is", "it's what it's"),
        ("I gotta go 'cause it's late", "i have to go because it's late"),
        ("I’ve had it", "i have had it"),
        ("My mother-in-law called", "my mother-in-law called"),
        ("I'm not just tired", "i'm not just tired"),
        ("[laughs] Fine.", "fine"),
        ("\ufb01ne \uff33\uff21\uff24", "fine sad"),
    ],
)
def test_speech_is_read_as_plain_words(text: str, words: str) -> None:
    assert " ".join(read(text)[0].words) == words


def test_each_word_knows_its_place() -> None:
    text = "Well -- I, um, do not   know. Why?"
    for sentence in read(text):
        for word, (start, end) in zip(sentence.words, sentence.spans, strict=True):
            assert text[start:end].casefold()[0] == word[0]


def test_sentences_end_at_stops_and_not_at_titles_or_decimals() -> None:
    sentences = read("Dr. Lee said 2.8. I left! Why?\nNo stop here")
    assert [s.line.strip() for s in sentences] == ["dr lee said 2 8", "i left", "why", "no stop here"]
    assert [s.asks for s in sentences] == [False, False, True, False]


def test_a_sentence_keeps_its_stop_for_quoting() -> None:
    text = "How are you? Fine"
    first, second = read(text)
    assert text[first.start : first.end] == "How are you?"
    assert text[second.start : second.end] == "Fine"


def test_pauses_are_the_words_after_commas_and_dashes() -> None:
    assert read("no, I am -- well -- fine")[0].pauses == frozenset({1, 2, 3})


def test_speech_without_stops_is_read_in_pieces() -> None:
    sentences = read("word other " * 500)
    assert max(len(sentence.words) for sentence in sentences) <= 61


@pytest.mark.parametrize("text", ["", " ", "...", "\x00\x00", "[laughs]", "um, uh", "\ud800", "?!"])
def test_text_without_words_has_no_sentences(text: str) -> None:
    assert read(text) == ()


def test_a_monstrous_word_is_cut() -> None:
    assert read("a" * 10_000)[0].words == ("a" * 40,)


def test_a_word_of_a_line_is_found_by_position() -> None:
    sentence = read("one two three")[0]
    assert [sentence.word_at(sentence.line.index(word)) for word in ("one", "two", "three")] == [0, 1, 2]
