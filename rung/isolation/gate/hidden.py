"""HIDDEN_TEXT: characters that a reader does not see, or takes for others."""

import re
import unicodedata
from collections.abc import Iterator

from rung.isolation.gate.leaks import Leak, LeakReason
from rung.isolation.gate.lines import Line

_WORD = re.compile(r"[^\W\d_]+")
_SPACED_OUT = re.compile(r"(?<!\w)(?:\w[\s.*_-]+){7,}\w(?!\w)")  # "b o r d e r l i n e"
_EMOJI_JOINER = re.compile(r"(?<=\W)\u200d(?=\W)")
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cn"})
_LOOKALIKES = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"})


def leaks(lines: tuple[Line, ...]) -> Iterator[Leak]:
    """Yield invisible characters, words of mixed alphabets and words spelled letter by letter."""
    for line in lines:
        if any(map(_is_invisible, _EMOJI_JOINER.sub("", line.raw))):
            yield line.leak(LeakReason.HIDDEN_TEXT, line.folded)
        for word in filter(_is_disguised, _WORD.findall(line.folded)):
            yield line.leak(LeakReason.HIDDEN_TEXT, word)
        for match in _SPACED_OUT.finditer(line.folded):
            yield line.leak(LeakReason.HIDDEN_TEXT, match.group())


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE and not character.isspace()


def _is_disguised(word: str) -> bool:
    alphabets = {unicodedata.name(letter, "UNNAMED").split(" ", 1)[0] for letter in word}
    return "LATIN" in alphabets and not _LOOKALIKES.isdisjoint(alphabets)
