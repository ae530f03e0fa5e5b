"""A quote is found where it stands, whole words and nothing bent."""

import pytest

from rung.agents.core.quoting import Quotable


def places(text: str, quote: str) -> list[str]:
    return [text[start:end] for start, end in Quotable(text).places(quote)]


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("I feel sad.", "I feel sad", ["I feel sad"]),
        ("I  can’t\n sleep", "i can't sleep", ["I  can’t\n sleep"]),
        ("“Never again”", '"never again"', ["Never again"]),
        ("cafe\u0301 noir", "caf\u00e9 noir", ["cafe\u0301 noir"]),
        ("so\u200b sad", "so sad", ["so\u200b sad"]),
        ("I was sad and sad", "sad", ["sad", "sad"]),
        ("well… I left", "…I left…", ["I left"]),
        ("tabs\tand  spaces ", "tabs and spaces", ["tabs\tand  spaces"]),
    ],
)
def test_white_space_quotation_marks_and_case_may_differ(text: str, quote: str, found: list[str]) -> None:
    assert places(text, quote) == found


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I can't stop", "I can"),
        ("I can’t stop", "t stop"),
        ("I restart", "start"),
        ("I am sad", "I'm sad"),
        ("I am sad", "sad I am"),
        ("I am sad", ""),
        ("I am sad", " … "),
        ("", "anything"),
        ("I was sad, then left", "I was sad then left"),
    ],
)
def test_anything_else_is_not_a_quote(text: str, quote: str) -> None:
    assert places(text, quote) == []


def test_a_quote_that_stands_everywhere_is_looked_at_twenty_times() -> None:
    assert len(places("so sad " * 1000, "so sad")) == 20


def test_an_apostrophe_at_the_edge_of_the_text_ends_no_word() -> None:
    assert places("the kids' ", "kids") == ["kids"]
    assert places("'cause I left", "cause I left") == ["cause I left"]
