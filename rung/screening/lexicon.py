"""The lexicon: signals and idioms from words/*.toml, compiled once, and found in a reading."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rung.screening.findings import Category
from rung.screening.phrases import Groups, Phrase, marked, phrase
from rung.screening.reading import Reading
from rung.screening.tables import GroupFile, IdiomFile, Kind, Scope, Signal, SignalFile, read_table

_FILES = ("wish", "intent", "acts", "signs", "others")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase of the lexicon says."""

    name: str
    category: Category
    level: int
    points: int
    kind: Kind
    reason: str
    anyone: bool
    asked: int | None
    deniable: bool

    @property
    def is_sign(self) -> bool:
        """Whether it counts only together with others."""
        return self.kind is not Kind.STATEMENT


class PhraseBook[Key]:
    """Phrases by their anchors, so that only those that can occur in a text are searched."""

    def __init__(self, entries: Iterable[tuple[Key, str]], groups: Groups) -> None:
        self._phrases: list[tuple[Key, Phrase]] = [(key, phrase(source, groups)) for key, source in entries]
        self._by_anchor: dict[str, list[int]] = {}
        for number, (_, compiled) in enumerate(self._phrases):
            for anchor in compiled.anchors:
                self._by_anchor.setdefault(anchor, []).append(number)

    def find(self, reading: Reading) -> Iterator[tuple[Key, int, int]]:
        """Yield key, first word and last word of every phrase in the reading, in a stable order."""
        awake = {number for word in marked(reading.words) for number in self._by_anchor.get(word, ())}
        for number in sorted(awake):
            key, compiled = self._phrases[number]
            for found in compiled.pattern.finditer(reading.line):
                yield key, reading.word_at(found.start()), reading.word_at(found.end() - 1)


@cache
def signals() -> tuple[PhraseBook[Meaning], ...]:
    """Return the phrases that mean risk, one book for each file."""
    shared = read_table("groups", GroupFile).groups
    return tuple(_book(read_table(name, SignalFile), shared) for name in _FILES)


@cache
def idioms() -> PhraseBook[None]:
    """Return the everyday sayings that are no risk talk."""
    entries = ((None, source) for source in read_table("idioms", IdiomFile).idioms)
    return PhraseBook(entries, read_table("groups", GroupFile).groups)


@cache
def past() -> PhraseBook[None]:
    """Return the phrases that put what is said in the past."""
    return PhraseBook(((None, source) for source in read_table("scope", Scope).past), {})


def _book(source: SignalFile, shared: Groups) -> PhraseBook[Meaning]:
    entries = ((_meaning(signal, source.category), each) for signal in source.signal for each in signal.phrases)
    return PhraseBook(entries, {**shared, **source.groups})


def _meaning(signal: Signal, category: Category) -> Meaning:
    return Meaning(
        name=signal.name,
        category=signal.category or category,
        level=signal.level,
        points=signal.points,
        kind=signal.kind,
        reason=signal.reason,
        anyone=signal.anyone,
        asked=signal.asked,
        deniable=signal.deniable or signal.kind is Kind.STATEMENT,
    )
