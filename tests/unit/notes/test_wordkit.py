"""Two texts compared word by word, in any script and of any length."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rung.common import wordkit
from rung.common.wordkit import MOST_WORDS, Change, compare, distance_of

TEXTS = st.text(st.sampled_from(["a", "b", "é", "\u0301", "語", "😀", " ", "\n", "\u00a0", "\t", "."]), max_size=60)


def joined(before: str, after: str, *changes: Change) -> str:
    return "".join(piece.text for piece in compare(before, after) if piece.change in changes)


@given(TEXTS, TEXTS)
@example("a .", ".")
@example("a .", ". a")
def test_the_pieces_make_both_texts(before: str, after: str) -> None:
    assert joined(before, after, Change.SAME, Change.ADDED) == after
    assert joined(before, after, Change.SAME, Change.REMOVED).split() == before.split()


@given(TEXTS, TEXTS)
def test_the_distance_counts_words(before: str, after: str) -> None:
    found = distance_of(compare(before, after))
    assert (found.before, found.after) == (len(before.split()), len(after.split()))
    assert 0 <= found.share <= 1
    assert (found.share == 0) == (before.split() == after.split())


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [
        ("", "", 0.0),
        ("", "new words", 1.0),
        ("she slept well", "she slept badly", 0.3333),
        ("she  slept\nwell", "she slept well", 0.0),
        ("Źle spała", "Źle spał", 0.5),
    ],
)
def test_the_share_is_of_all_words(before: str, after: str, share: float) -> None:
    assert distance_of(compare(before, after)).share == share


def test_lines_that_went_stay_apart_from_the_last_that_stayed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordkit, "MOST_WORDS", 5)
    assert joined("one two\nthree four\nfive", "one two", Change.SAME, Change.REMOVED).split("\n") == [
        "one two three four",
        "five",
    ]


def test_only_the_changed_words_are_marked() -> None:
    found = [
        (piece.change, piece.text.strip()) for piece in compare("The client slept well.", "The client slept badly.")
    ]
    assert found == [(Change.SAME, "The client slept"), (Change.REMOVED, "well."), (Change.ADDED, "badly.")]


def test_a_long_text_is_compared_by_lines_and_an_endless_one_as_a_whole() -> None:
    lines = [f"line {number} of many" for number in range(MOST_WORDS // 3)]
    other = [*lines[:5], "another line", *lines[6:]]
    pieces = compare("\n".join(lines), "\n".join(other))
    assert [piece.text.strip() for piece in pieces if piece.change is Change.ADDED] == ["another line"]
    endless = "\n".join(str(number) for number in range(MOST_WORDS))
    assert [piece.change for piece in compare(endless, endless + "\nx")] == [Change.REMOVED, Change.ADDED]
