"""Innocent sentences: what clinicians write into guides raises no alarm."""

import pytest

from rung.isolation import Sources, inspect
from tests.unit.isolation import edits, record


def test_at_least_a_hundred_innocent_sentences_are_tried() -> None:
    assert len(set(edits.EDITS)) >= 100


@pytest.mark.parametrize("sentence", edits.EDITS)
def test_an_innocent_sentence_passes(sentence: str) -> None:
    assert inspect({"discussion": sentence}, record.SOURCES).leaks == ()


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("I was happy when Wren left.", "The wren in the garden sings."),
        ("I have 10 cats.", "Rate it from 0 to 10 each evening."),
        ("We met on Tuesday.", "Try this on Tuesday."),
        ("It was in 2019.", "Room 201 is free."),
        ("I moved in May.", "You may move slowly, and may rest."),
        ("I said to Ask about it.", "Ask about it."),
        ("There are twenty five people.", "Invite 25 people, or five people."),
        ("My code is 911 and 988.", "Call 911 or 988."),
        ("He lives at 12/40 Fern Row.", "Eat half, or three quarters."),
        ("One beer is enough for me.", "One beer less counts."),
    ],
)
def test_the_same_word_meant_otherwise_passes(said: str, written: str) -> None:
    assert inspect({"discussion": written}, Sources((said,), names=("Robin", "J."))).leaks == ()


def test_an_emoji_of_several_parts_is_not_hidden_text() -> None:
    assert inspect({"closing": "See you soon 👩\u200d👧 "}, Sources(())).passed


def test_other_alphabets_are_not_disguise() -> None:
    assert inspect({"closing": "Mañana será mejor. До встречи. お元気で"}, Sources(())).passed
