"""Reported speech: a clinician's memo about a client, read as the client's own."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rung.agents.core.reading import Sentence
from rung.agents.core.wordlists import table_of, words_of

_MALE, _FEMALE = words_of("male_kin"), words_of("female_kin")
_KIN = _MALE | _FEMALE | words_of("other_kin")
_NAMED = words_of("client_named")
_SHE, _HE, _THEY, _CLIENT, _WRITER, _VERBS = map(table_of, ("she", "he", "they", "client", "writer", "verbs"))
_NOT_VERBS = words_of("not_verbs")
_AFTER_OBJECT = words_of("after_object")
_LEAST_VERB = 4  # letters; "has" and the shorter are in the table
_REPORTING = re.compile(
    r" (?:report|state|deni|deny|endorse|present|describe|disclose|identif|express|appear|said|says)"
)


@dataclass(frozen=True, slots=True)
class Reporter:
    """A memo in which someone tells of the client: which words mean the client."""

    pronouns: Mapping[str, str]
    rivals: frozenset[str]  # kin a pronoun may mean instead, once they have been named

    def retold(self, sentence: Sentence) -> Sentence:
        """Return a sentence as the client would say it: "she feels sad" reads "i feel sad"."""
        words: list[str] = []
        is_rival = False
        for number, word in enumerate(sentence.words):
            words.append(self._word(sentence.words, number, word, is_rival=is_rival))
            is_rival = is_rival or word in self.rivals
        for number in range(1, len(words)):
            if words[number - 1] in {"i", "often", "also", "still"} and "i" in words[max(0, number - 2) : number]:
                words[number] = _verb(words[number])
        return replace(sentence, words=tuple(words), line=f" {' '.join(words)} ", vocabulary=frozenset(words))

    def _word(self, words: tuple[str, ...], number: int, word: str, *, is_rival: bool) -> str:
        if word in _CLIENT:
            return _CLIENT[word]
        if word in _WRITER:
            return _WRITER[word]
        if is_rival:
            return word
        if word == "her" and "she" in self.pronouns:
            is_object = number + 1 == len(words) or words[number + 1] in _AFTER_OBJECT
            return "me" if is_object else "my"
        return self.pronouns.get(word, word)


_REPORTERS = (Reporter(_SHE, _KIN - _MALE), Reporter(_HE, _KIN - _FEMALE), Reporter(_THEY, _KIN))


def reporter_of(sentences: Iterable[Sentence]) -> Reporter | None:
    """Return how a memo speaks of the client, or None where it is the client who speaks."""
    told = tuple(sentences)
    counts = Counter(word for sentence in told for word in sentence.words)
    first, named = _count(counts, _WRITER), _count(counts, _NAMED)
    third = sum(_count(counts, table) for table in (_SHE, _HE, _THEY)) + counts["her"] + named
    is_told = named > 0 or not first or any(_REPORTING.search(sentence.line) for sentence in told)
    if not third or not is_told or third < first * (1 if named else 2):
        return None
    return max(_REPORTERS, key=lambda reporter: _subjects(counts, reporter))


def _subjects(counts: Counter[str], reporter: Reporter) -> tuple[int, int]:
    """Return how often a pronoun is what the memo speaks of, and how often it stands at all."""
    subjects = sum(counts[word] for word, plain in reporter.pronouns.items() if plain.startswith("i"))
    return subjects, _count(counts, reporter.pronouns)


def _count(counts: Counter[str], wanted: Iterable[str]) -> int:
    return sum(counts[word] for word in wanted)


def _verb(word: str) -> str:
    if word in _VERBS:
        return _VERBS[word]
    is_third = len(word) >= _LEAST_VERB and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
    return word[:-1] if is_third and word not in _NOT_VERBS else word
