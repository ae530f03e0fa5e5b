"""CLINICAL_TERM: words of the clinic, as whole words; `terms.toml` lists them."""

from collections.abc import Iterator, Mapping
from functools import cache

from rung.common import textkit
from rung.isolation.gate import lists
from rung.isolation.gate.leaks import Leak, LeakReason
from rung.isolation.gate.lines import Line

type Phrase = tuple[str, ...]

_TERMS = ("diagnoses", "labels", "risk", "instruments", "modalities")
_FILE = "terms.toml"


def leaks(lines: tuple[Line, ...]) -> Iterator[Leak]:
    """Yield every clinical term that is not part of an allowed phrase."""
    for line in lines:
        excused = {place for start, phrase in _found(line.words, _phrases("allowed")) for place in _span(start, phrase)}
        for start, phrase in _found(line.words, _phrases(*_TERMS)):
            if excused.isdisjoint(_span(start, phrase)):
                yield line.leak(LeakReason.CLINICAL_TERM, " ".join(phrase))


@cache
def ordinary() -> frozenset[str]:
    """Return the clinical values that ordinary people use of themselves."""
    return frozenset(lists.entries(_FILE, "ordinary"))


@cache
def _phrases(*groups: str) -> Mapping[str, tuple[Phrase, ...]]:
    """Return the phrases of these groups by their first word."""
    listed = [tuple(textkit.words(text)) for group in groups for text in lists.entries(_FILE, group)]
    return {first: tuple(p for p in listed if p[0] == first) for first, *_ in listed}


def _found(words: list[str], phrases: Mapping[str, tuple[Phrase, ...]]) -> Iterator[tuple[int, Phrase]]:
    for start, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            if tuple(words[start : start + len(phrase)]) == phrase:
                yield start, phrase


def _span(start: int, phrase: Phrase) -> range:
    return range(start, start + len(phrase))
