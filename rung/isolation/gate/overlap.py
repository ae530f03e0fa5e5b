"""NGRAM: five words in the order of the record. Six, ten or a whole quote contain five."""

from collections.abc import Iterator
from itertools import groupby

from rung.common import textkit
from rung.isolation.gate.leaks import Leak, LeakReason
from rung.isolation.gate.lines import Line

SHARED_WORDS = 5

type Runs = frozenset[tuple[str, ...]]


def runs(text: str) -> Runs:
    """Return every run of five words."""
    return frozenset(textkit.ngrams(textkit.words(text), SHARED_WORDS))


def leaks(lines: tuple[Line, ...], recorded: Runs) -> Iterator[Leak]:
    """Yield every stretch of a line that is part of a shared run, also of a run that spans lines."""
    tokens = [(line, word) for line in lines for word in line.words]
    words = [word for _, word in tokens]
    shared = [False] * len(tokens)
    for start in range(len(tokens) - SHARED_WORDS + 1):
        if tuple(words[start : start + SHARED_WORDS]) in recorded:
            shared[start : start + SHARED_WORDS] = [True] * SHARED_WORDS
    marked = zip(tokens, shared, strict=True)
    for (position, is_shared), stretch in groupby(marked, key=lambda item: (item[0][0].position, item[1])):
        if is_shared:
            excerpt = " ".join(word for (_, word), _ in stretch)
            yield lines[position].leak(LeakReason.NGRAM, excerpt)
