"""Quoting: where the words of a quote stand in an utterance, exactly."""

import unicodedata
from collections.abc import Iterator

from rung.common import textkit

MAX_QUOTE = 2_000  # letters; a longer quotation points at nothing
_MAX_PLACES = 20  # a quote that stands everywhere is looked at so often and no more
_APOSTROPHES = "'’‘ʼ`"
_EDGES = ' \t\r\n"“”….\u200b'  # what people and models put around a quotation

type Span = tuple[int, int]


class Quotable:
    """One utterance's text, ready to be quoted.

    A quote may differ from the text in white space, kinds of quotation mark,
    letter case and invisible characters, and in nothing else.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: tuple[str, list[int], list[int]] | None = None

    def places(self, quote: str) -> Iterator[Span]:
        """Yield the first places where a quote stands in whole words, as spans of the text."""
        wanted = quote.strip(_EDGES)
        is_found = False
        for span in filter(self._is_whole, self._exact(wanted)):
            is_found = True
            yield span
        if wanted and not is_found:
            yield from filter(self._is_whole, self._alike(wanted))

    def _exact(self, wanted: str) -> Iterator[Span]:
        return ((at, at + len(wanted)) for at in _occurrences(self._text, wanted))

    def _alike(self, wanted: str) -> Iterator[Span]:
        needle, _, _ = _fold(wanted)
        if self._folded is None:
            self._folded = _fold(self._text)
        shown, starts, ends = self._folded
        return ((starts[at], ends[at + len(needle) - 1]) for at in _occurrences(shown, needle))

    def _is_whole(self, span: Span) -> bool:
        """Return whether a span cuts no word: "I can" is not a quote from "I can't"."""
        return not (_inside_word(self._text, span[0]) or _inside_word(self._text, span[1]))


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    for _ in range(_MAX_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(wanted, at + 1)


def _inside_word(text: str, at: int) -> bool:
    """Return whether a word runs across the place before letter `at`."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return False
    if before[-1].isalnum():
        return after[0].isalnum() or (after[0] in _APOSTROPHES and after[1:].isalnum())
    return before[-1] in _APOSTROPHES and before[:-1].isalnum() and after[0].isalnum()


def _fold(text: str) -> tuple[str, list[int], list[int]]:
    """Return the text as `textkit.fold` compares it, and where each of its letters begins and ends."""
    shown: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        letters = textkit.fold(text[start:end])
        if not letters and text[start].isspace():
            letters = " " if shown and shown[-1] != " " else ""
        shown.extend(letters)
        starts.extend([start] * len(letters))
        ends.extend([end] * len(letters))
    if shown and shown[-1] == " ":
        shown.pop()
    return "".join(shown), starts, ends


def _clusters(text: str) -> Iterator[Span]:
    """Yield each letter with the marks that combine with it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at
