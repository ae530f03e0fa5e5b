"""Phrases: a small language for patterns that a clinician can read, and an index that finds them fast.

`can't sleep`            these words, in this order
`worr*`                  a word that begins so
`(sad|down|in tears)`    one of these
`[so|too] tired`         perhaps one of these, then the word
`wake up ~3 night`       at most three words between
`@partner`               a list that another table gives a name
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rung.agents.core.reading import Sentence
from rung.agents.core.wordlists import table_of, words_of

_PIECE = re.compile(r"@\w+|~\d+|[()\[\]|]|[^\s()\[\]|]+")
_JOINED = table_of("joined")  # phrases are read like speech: "do not" is "don't"
_PAIR = re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, _JOINED))})(?![\w'])")
_MAX_DEPTH = 3  # named lists within named lists
_STEM = 4  # letters of a stem that the index looks at
# Words too common to look a phrase up by, while it has another one.
_COMMON = words_of("common")


class BadPhrase(ValueError):
    """A phrase in a word list cannot be read: a bracket is open, or a named list is missing."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One element of a phrase: its expression, and the words one of which must stand in the text."""

    expression: str
    needed: tuple[str, ...]  # empty where the part may be absent


class Phrase:
    """One compiled phrase. The expression is made on first use: most phrases never meet their word."""

    def __init__(self, source: str, lists: Mapping[str, str]) -> None:
        pieces = _PIECE.findall(_spelled_out(source, lists))
        parts, left = _sequence(pieces)
        if left or not any(part.needed for part in parts):
            raise BadPhrase(source)
        self.source = source
        self.anchors = _rarest([part.needed for part in parts if part.needed])
        self._expression = "(?<= )" + "".join(part.expression for part in parts)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The regular expression over a sentence's line."""
        return re.compile(self._expression)


@dataclass(frozen=True, slots=True)
class Hit[T]:
    """A phrase found in a sentence: what it stands for, and its first and last word."""

    value: T
    first: int
    last: int


type _Entry[T] = tuple[int, Phrase, T]  # its place in the list, the phrase, what it stands for


class PhraseIndex[T]:
    """Many phrases, each looked for only in sentences that hold its rarest word."""

    def __init__(self, entries: Iterable[tuple[str, T]], lists: Mapping[str, str]) -> None:
        self._by_word: dict[str, list[_Entry[T]]] = {}
        self._by_stem: dict[str, list[_Entry[T]]] = {}
        for place, (source, value) in enumerate(entries):
            phrase = Phrase(source, lists)
            for anchor in phrase.anchors:
                is_stem = anchor.endswith("*")
                table, key = (self._by_stem, anchor[:-1][:_STEM]) if is_stem else (self._by_word, anchor)
                table.setdefault(key, []).append((place, phrase, value))
        self._anchors = frozenset(self._by_word)
        self._stem_sizes = sorted({len(stem) for stem in self._by_stem})

    def hits(self, sentence: Sentence) -> Iterator[Hit[T]]:
        """Yield every place where a phrase stands, phrases in the order they were given."""
        known = self._anchors & sentence.vocabulary
        entries = {entry[0]: entry for word in known for entry in self._by_word[word]}
        for size in self._stem_sizes:
            stems = self._by_stem.keys() & {word[:size] for word in sentence.vocabulary}
            entries.update((entry[0], entry) for stem in stems for entry in self._by_stem[stem])
        for place in sorted(entries):
            _, phrase, value = entries[place]
            for match in phrase.expression.finditer(sentence.line):
                yield Hit(value, sentence.word_at(match.start()), sentence.word_at(match.end()) - 1)


def _spelled_out(source: str, lists: Mapping[str, str]) -> str:
    """Return a phrase with its named lists written out (lists may name lists) and hyphens as spaces."""

    def given(match: re.Match[str]) -> str:
        if match[1] not in lists:
            raise BadPhrase(source)
        return f"({lists[match[1]]})"

    spelled = source
    for _ in range(_MAX_DEPTH):
        spelled = re.sub(r"@(\w+)", given, spelled)
    if "@" in spelled:
        raise BadPhrase(source)
    return _PAIR.sub(lambda pair: _JOINED[pair[0]], spelled.replace("-", " "))


def _sequence(pieces: list[str]) -> tuple[list[_Part], list[str]]:
    """Read parts up to the end, a bar or a closing bracket; return them and what is left."""
    parts: list[_Part] = []
    while pieces and pieces[0] not in {"|", ")", "]"}:
        part, pieces = _part(pieces)
        parts.append(part)
    return parts, pieces


def _part(pieces: list[str]) -> tuple[_Part, list[str]]:
    head, rest = pieces[0], pieces[1:]
    if head in {"(", "["}:
        return _choice(rest, closing=")" if head == "(" else "]")
    if head.startswith("~"):
        return _Part(rf"(?:[^ ]+ ){{0,{int(head[1:])}}}", ()), rest
    if head.endswith("*"):
        return _Part(rf"{re.escape(head[:-1])}[^ ]* ", (head,)), rest
    return _Part(rf"{re.escape(head)} ", (head,)), rest


def _choice(pieces: list[str], *, closing: str) -> tuple[_Part, list[str]]:
    expressions: list[str] = []
    needed: list[str] = []
    is_sure = closing == ")"
    while True:
        parts, pieces = _sequence(pieces)
        expressions.append("".join(part.expression for part in parts))
        anchors = [part.needed for part in parts if part.needed]
        is_sure = is_sure and bool(anchors)
        needed.extend(_rarest(anchors))
        if not pieces or pieces[0] != "|":
            break
        pieces = pieces[1:]
    if not pieces or pieces[0] != closing:
        raise BadPhrase("".join(expressions))
    expression = f"(?:{'|'.join(expressions)}){'' if closing == ')' else '?'}"
    return _Part(expression, tuple(needed) if is_sure else ()), pieces[1:]


def _rarest(choices: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the choice of anchor with the fewest common words, then with the fewest words."""

    def commonness(words: tuple[str, ...]) -> tuple[int, int]:
        return sum(word in _COMMON for word in words), len(words)

    return min(choices, key=commonness) if choices else ()
