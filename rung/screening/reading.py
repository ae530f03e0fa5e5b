"""How the screen reads: the original text as plain words, each knowing where it came from."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from rung.common.textkit import fold
from rung.screening.spelling import Spelling, spelling

_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
_PIECE = re.compile(
    r"(?P<masked>\b(?:[kK][^\w\s][lL][lL]|[sS][^\w\s]icid|[sS][uU][^\w\s][cC]id|[dD][^\w\s][eE]\b)\w*)"
    r"|(?P<yes>\b(?:[uU][hHmM]|[mM]{1,3})[- ]?[hH](?:[uU][hH]+|[mM]+)\b)"
    r"|(?P<no>\b(?:[nN]?[uU][hH]|[mM]{2,3})-(?:[uU][hH]|[mM]{2,3})\b)"
    rf"|(?P<word>[^\W_](?:[^\W_]|[{_HIDDEN}]|['’‘ʼ`*](?=[{_HIDDEN}]*[^\W_]))*)"
    r"|(?P<ask>\?)"
    r"|(?P<pause>\.\.+|…|[,;:()\[\]–—]|(?<=\s)-+(?=\s)|--+|[ \t]{2,})"
    r"|(?P<stop>[.!\r\n])"
    r"|(?P<quote>[\"“”„«»‘’'])",
)
_MASK = re.compile(r"[^\w\s]")
_MARKS = {"yes": "mhm", "no": "nope", "ask": "?", "pause": ",", "stop": ".", "quote": '"'}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as one line of plain words, ` word word . word `, that phrases are searched in.

    Contractions are written out, chat spellings mended and filler words left
    out; `spans[i]` says where word i stands in the original text.
    """

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    line: str
    offsets: tuple[int, ...]  # where the space before each word stands in `line`

    def word_at(self, position: int) -> int:
        """Return the number of the word that stands at a position of the line."""
        return bisect_right(self.offsets, position) - 1


def reading_of(words: list[str], spans: list[Span]) -> Reading:
    """Return the reading of words whose places in the original are known."""
    line = f" {' '.join(words)} "
    offsets = accumulate((len(word) + 1 for word in words[:-1]), initial=0)
    return Reading(tuple(words), tuple(spans), line, tuple(offsets))


def read(text: str) -> Reading:
    """Return the reading of a text, in one pass over its characters."""
    words: list[str] = []
    spans: list[Span] = []
    known = spelling()
    for piece in _PIECE.finditer(text):
        if words and words[-1] == "not" and piece.group().lower() in known.limiters:
            words.pop()
            spans.pop()
            continue
        for word in _plain(piece, known):
            _append(words, spans, word, piece.span(), known)
    return reading_of(words, spans)


def _plain(piece: re.Match[str], known: Spelling) -> tuple[str, ...]:
    mark = _MARKS.get(piece.lastgroup or "")
    if mark:
        return (mark,)
    word = _MASK.sub("*", piece.group()) if piece.lastgroup == "masked" else piece.group()
    return known.words(word.lower() if word.isascii() else fold(word))


def _append(words: list[str], spans: list[Span], word: str, span: Span, known: Spelling) -> None:
    """Add a word, joining pairs that are one word and leaving out stammered repeats."""
    joined = known.pairs.get((words[-1], word)) if words else None
    if joined is not None:
        span = (spans.pop()[0], span[1])
        words.pop()
        word = joined
    if not words or words[-1] != word:
        words.append(word)
        spans.append(span)
    if len(words) > 3 and words[-4:-2] == words[-2:]:  # noqa: PLR2004 - a repeated pair is four words
        del words[-2:], spans[-2:]
