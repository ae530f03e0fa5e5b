"""Reading: an utterance as sentences of plain words, each word tied to where it stands in the text."""

import re
import unicodedata
from dataclasses import dataclass, field

from rung.agents.core.wordlists import table_of, words_of

_MAX_WORDS = 60  # a sentence without stops is read in pieces, so that every rule stays linear
_MAX_LETTERS = 40
_TOKEN = re.compile(
    r"""(\[[^\]\n]{0,60}\])                        # 1 a transcriber's remark
    |([^\W_]+(?:['’‘ʼ`][^\W_]+)*(?:-in-laws?\b)?)   # 2 a word
    |([.!?…]+(?=[\s"'”’)\]]|\Z)|\n+)               # 3 the end of a sentence
    |([,;:()–—]|-{2,})                             # 4 a pause
    """,
    re.VERBOSE,
)
_WORD, _STOP, _PAUSE = 2, 3, 4
_PLAIN_QUOTES = str.maketrans("’‘ʼ`", "''''")
_TITLES = words_of("titles")
_FILLERS = words_of("fillers")
_SOFTENERS = words_of("softeners")
_NOT_ONLY = words_of("not_only")
_ASKS_KNOWING = words_of("asks_knowing")
_SPELLINGS = {word: tuple(plain.split()) for word, plain in table_of("spellings").items()}
_JOINED = {tuple(pair.split()): tuple(plain.split()) for pair, plain in table_of("joined").items()}
_EMPTY = {last: frozenset(firsts.split()) for last, firsts in table_of("empty").items()}
_SPECIAL = _FILLERS | _SOFTENERS | _SPELLINGS.keys() | {pair[-1] for pair in _JOINED} | _EMPTY.keys() | {"n't"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands, its words as compared, and where each word stands.

    `line` is the words between single spaces, with a space at both ends: what
    phrases are matched on. `pauses` holds the number of every word that
    follows a comma, a colon or a dash.
    """

    start: int
    end: int
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    pauses: frozenset[int]
    asks: bool
    line: str
    vocabulary: frozenset[str]  # the words without their order

    def word_at(self, position: int) -> int:
        """Return the number of the word that begins at a position of `line`."""
        return self.line.count(" ", 0, position) - 1


@dataclass(slots=True)
class _Draft:
    """A sentence while it is being read."""

    words: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    pauses: set[int] = field(default_factory=set)
    start: int = -1
    end: int = 0

    def hear(self, word: str, start: int, end: int) -> None:
        """Take in one word as written, at its place."""
        if self.start < 0:
            self.start = start
        self.end = end
        if word not in _SPECIAL:  # nearly every word
            if not self.words or self.words[-1] != word:
                self.words.append(word)
                self.spans.append((start, end))
        elif word not in _FILLERS:
            for part in _SPELLINGS.get(word, (word,)):
                self._add(part, start, end)

    def _add(self, word: str, start: int, end: int) -> None:
        before = self.words[-1] if self.words else ""
        if word == before or (word in _SOFTENERS and not (word == "just" and before in _NOT_ONLY)):
            return
        joined = (f"{before}n't",) if word == "n't" and before else _JOINED.get((before, word))
        if joined is not None:
            self.words.pop()
            start = self.spans.pop()[0]
            self.words.extend(joined)
            self.spans.extend([(start, end)] * len(joined))
        elif word in _EMPTY and before in _EMPTY[word] and not self._is_asked(word):
            self.words.pop()
            self.spans.pop()
        else:
            self.words.append(word)
            self.spans.append((start, end))

    def _is_asked(self, word: str) -> bool:
        return word == "know" and len(self.words) > 1 and self.words[-2] in _ASKS_KNOWING

    def closed(self, *, asks: bool) -> Sentence:
        """Return the finished sentence."""
        count = len(self.words)
        return Sentence(
            self.start,
            self.end,
            tuple(self.words),
            tuple(self.spans),
            frozenset(p for p in self.pauses if p < count),
            asks,
            f" {' '.join(self.words)} ",
            frozenset(self.words),
        )


def read(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text, in time linear in its length.

    Fillers, stutters and softeners fall away and contractions are made
    alike ("did not" is "didn't"), so one phrase finds every spelling of it.
    Sentences without a single word are left out.
    """
    sentences: list[Sentence] = []
    draft = _Draft()
    for token in _TOKEN.finditer(text):
        kind = token.lastindex
        if kind == _WORD:
            draft.hear(plain_word(token.group()), token.start(), token.end())
            if len(draft.words) < _MAX_WORDS:
                continue
        elif kind == _PAUSE:
            draft.pauses.add(len(draft.words))
            continue
        elif kind != _STOP or (draft.words and draft.words[-1] in _TITLES):
            continue
        if draft.words:
            asks = kind == _STOP and "?" in token.group()
            draft.end = token.end() if kind == _STOP and token.start() == draft.end else draft.end
            sentences.append(draft.closed(asks=asks))
        draft = _Draft()
    if draft.words:
        sentences.append(draft.closed(asks=False))
    return tuple(sentences)


def plain_word(word: str) -> str:
    """Return a word as it is compared: lower case, plain apostrophes, at most 40 letters."""
    if word.isascii():
        return word[:_MAX_LETTERS].lower().replace("`", "'")
    shown = unicodedata.normalize("NFKC", word[:_MAX_LETTERS]).casefold()
    return shown.translate(_PLAIN_QUOTES).replace(" ", "")
