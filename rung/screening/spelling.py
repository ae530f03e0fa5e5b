"""How words are spelled: contractions written out, chat spellings mended, fillers left out."""

from dataclasses import dataclass
from functools import cache

from rung.screening.tables import SpellingFile, Words, read_table

_ENDINGS = (("n't", "not"), ("'m", "am"), ("'ve", "have"), ("'re", "are"), ("'ll", "will"), ("'d", "would"))


@dataclass(frozen=True, slots=True)
class Spelling:
    """The table of words/spelling.toml, ready for use."""

    mended: dict[str, tuple[str, ...]]
    pairs: dict[tuple[str, str], str]
    limiters: Words

    def words(self, word: str) -> tuple[str, ...]:
        """Return the plain words that a folded word stands for; none for a filler."""
        found = self.mended.get(word)
        if found is None:
            return _written_out(word) if "'" in word else (word,)
        return found


@cache
def spelling() -> Spelling:
    """Return the spelling table, made once."""
    source = read_table("spelling", SpellingFile)
    mended = {old: tuple(new.split()) for old, new in source.mended.items()}
    mended.update((filler, ()) for filler in source.fillers)
    pairs = {(old.split()[0], old.split()[1]): new for new, olds in source.pairs.items() for old in olds}
    return Spelling(mended, pairs, source.limiters)


def _written_out(word: str) -> tuple[str, ...]:
    for ending, full in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return (word.removesuffix(ending), full)
    return (word,)
