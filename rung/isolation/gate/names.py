"""NAME: known names, and capitalized words of the record that only a name explains."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rung.common import textkit
from rung.isolation.catalogue import exercises
from rung.isolation.gate import lists
from rung.isolation.gate.leaks import Leak, LeakReason, Sources
from rung.isolation.gate.lines import Line

_LETTERS = 2  # an initial is no name
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile("['’]s$")
_ENDS_SENTENCE = frozenset('.!?:"“”()[]*•\n—–-…')


@dataclass(frozen=True, slots=True)
class Names:
    """Names from outside the text, and words that stand like names in it."""

    known: frozenset[str]
    said: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it stands: `opens` at the start of a line or sentence."""

    shown: str
    folded: str
    opens: bool
    is_possessive: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.shown[0].isupper()


def gathered(sources: Sources) -> Names:
    """Return the names of a record."""
    known = {word.folded for name in sources.names for word in _read(name)}
    return Names(frozenset(name for name in known if len(name) >= _LETTERS), _said(sources.texts))


def leaks(lines: tuple[Line, ...], recorded: Names) -> Iterator[Leak]:
    """Yield every word of the guide that stands for somebody of the record."""
    for line in lines:
        opening = _Word("", "", opens=True, is_possessive=False)
        words = [opening, *_read(line.raw), opening]
        for (before, word), (_, after) in pairwise(pairwise(words)):
            if _is_known(before, word, after, recorded.known) or _is_said(word, recorded.said):
                yield line.leak(LeakReason.NAME, word.shown)


def _is_known(before: _Word, word: _Word, after: _Word, known: frozenset[str]) -> bool:
    """Answer whether a known name stands here; one that is also a word must stand like a name."""
    if word.folded not in known:
        return False
    if word.folded not in _ordinary_words():
        return True
    if not word.is_capital:
        return False
    is_addressed = before.folded in lists.word_set("forms_of_address")
    is_acting = word.is_possessive or after.folded in lists.word_set("person_verbs")
    has_other_name = not known.isdisjoint({before.folded, after.folded})
    return not word.opens or is_addressed or is_acting or has_other_name


def _is_said(word: _Word, said: frozenset[str]) -> bool:
    if not word.is_capital or word.folded not in said:
        return False
    return not word.opens or word.folded not in _ordinary_words()


def _said(texts: tuple[str, ...]) -> frozenset[str]:
    """Return words that are capitalized within sentences and never written small."""
    words = [word for text in texts for word in _read(text)]
    small = {word.folded for word in words if not word.is_capital}
    named = {word.folded for word in words if word.is_capital and not word.opens and len(word.folded) >= _LETTERS}
    return frozenset(named - small - lists.word_set("public_capitals"))


@cache
def _ordinary_words() -> frozenset[str]:
    """Return words that are no names by themselves: those of `names.toml`, and those of the catalogue."""
    told = [text for e in exercises().values() for text in (e.title, e.why, e.when_not, *e.how)]
    return frozenset(lists.entries("names.toml", "words")) | frozenset(
        word for text in told for word in textkit.words(text)
    )


def _read(text: str) -> Iterator[_Word]:
    """Yield the words of a text, possessive endings taken off."""
    shown = unicodedata.normalize("NFKC", text)
    last_end, before = 0, ""
    for match in _WORD.finditer(shown):
        between = shown[last_end : match.start()]
        is_abbreviated = before in lists.word_set("forms_of_address") and between.strip() == "."
        opens = not before or not (is_abbreviated or _ENDS_SENTENCE.isdisjoint(between))
        word = _POSSESSIVE.sub("", match.group())
        before = textkit.fold(word)
        yield _Word(word, before, opens, word != match.group())
        last_end = match.end()
