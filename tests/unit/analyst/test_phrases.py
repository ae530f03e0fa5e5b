"""The phrase language means what its description says."""

import pytest

from rung.agents.core.phrases import BadPhrase, PhraseIndex
from rung.agents.core.reading import read

LISTS = {"mate": "husband|wife", "he": "he|my @mate"}


def hits(phrase: str, text: str) -> list[str]:
    sentence = read(text)[0]
    return [
        " ".join(sentence.words[hit.first : hit.last + 1])
        for hit in PhraseIndex([(phrase, None)], LISTS).hits(sentence)
    ]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("can't sleep", "I cannot sleep at all", ["can't sleep"]),
        ("can't sleep", "I can't always sleep", []),
        ("worr*", "worried and worrying", ["worried", "worrying"]),
        ("(sad|in tears)", "she was in tears", ["in tears"]),
        ("[so|too] tired", "I am too tired", ["too tired"]),
        ("[so|too] tired", "I am tired", ["tired"]),
        ("wake up ~2 night", "I wake up in the night", ["wake up in the night"]),
        ("wake up ~1 night", "I wake up in the night", []),
        ("my @mate left", "my wife left", ["my wife left"]),
        ("@he left", "my husband left", ["my husband left"]),
        ("(a (b|c)|d) e", "a c e d e", ["a c e", "d e"]),
        ("i am not", "I'm not", ["i'm not"]),
        ("brother-in-arms", "a brother-in-arms", ["brother in arms"]),
        ("art", "start", []),
    ],
)
def test_phrases_find_what_they_say(phrase: str, text: str, found: list[str]) -> None:
    assert hits(phrase, text) == found


@pytest.mark.parametrize("phrase", ["(a|b", "a)", "[a", "@nobody here", "~3", "[maybe]", "@loop x", "a ]"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(BadPhrase):
        PhraseIndex([(phrase, None)], {**LISTS, "loop": "@loop"})


def test_hits_come_in_the_order_of_the_list() -> None:
    index = PhraseIndex([("zebra", 1), ("apple", 2), ("middle", 3)], {})
    assert [hit.value for hit in index.hits(read("apple middle zebra")[0])] == [1, 2, 3]
