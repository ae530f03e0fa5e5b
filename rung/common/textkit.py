"""A kit for comparing text: one fold, one idea of a word, for every wall and check."""

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"))
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return text as it is compared: NFKC, case-folded, plain quotes, single spaces, nothing invisible."""
    shown = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold().translate(_QUOTES)
    return _SPACE.sub(" ", shown).strip()


def words(text: str) -> list[str]:
    """Return the folded words of a text; an inner apostrophe belongs to its word."""
    return _WORD.findall(fold(text))


def ngrams(tokens: list[str], size: int) -> set[tuple[str, ...]]:
    """Return every run of `size` words."""
    return {tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)}
