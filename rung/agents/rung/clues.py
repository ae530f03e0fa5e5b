"""Clues: every place where the client's words show a sign, weighed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rung.agents.core.book import Book
from rung.agents.core.checking import flaw_at
from rung.agents.core.dropping import DropReason
from rung.agents.core.evidence import ProposedCitation
from rung.agents.core.phrases import Hit
from rung.agents.core.reading import Sentence
from rung.agents.core.wordlists import words_of
from rung.agents.rung.lexicon import Sign, signs
from rung.common.utterances import Utterance
from rung.isolation.vocabulary.clinical import FindingKind

_LONGEST_QUOTE = 200
_SECOND_PHRASE = 0.4  # what a further phrase in the same sentence adds
_HALF_QUOTE = 140  # of which so much before and with the words that matter
_TELLING_WORDS = (6, 30)  # a sentence of this length shows best what is meant
_DENIED = (DropReason.NEGATED, DropReason.HYPOTHETICAL, DropReason.THIRD_PERSON)
_FIRST = words_of("first_person")

type TermKey = tuple[FindingKind, str]


@dataclass(frozen=True, slots=True)
class Clue:
    """One sentence, or its telling part, that shows a sign."""

    cited: ProposedCitation
    weight: float
    salience: float
    stands: bool  # whether verification will keep it
    is_denied: bool  # whether it fails because the client says it is not so, not here, or not of oneself


def clues_in(book: Book) -> dict[TermKey, list[Clue]]:
    """Return the clues of every term of the client's, the most telling first."""
    found: dict[TermKey, list[Clue]] = defaultdict(list)
    for utterance in book.utterances:
        if book.is_evidence(utterance):
            for sentence in book.sentences(utterance):
                for key, clue in _of_sentence(book, utterance, sentence):
                    found[key].append(clue)
    for clues in found.values():
        clues.sort(key=lambda clue: -clue.salience)
    return dict(found)


def _of_sentence(book: Book, utterance: Utterance, sentence: Sentence) -> Iterator[tuple[TermKey, Clue]]:
    shown: dict[TermKey, dict[str, Hit[Sign]]] = {}
    for hit in signs().hits(sentence):
        shown.setdefault((hit.value.kind, hit.value.name), {}).setdefault(hit.value.phrase, hit)
    for key, hits in shown.items():
        weight = max(hit.value.weight for hit in hits.values()) + (_SECOND_PHRASE if len(hits) > 1 else 0.0)
        first, last = min(hit.first for hit in hits.values()), max(hit.last for hit in hits.values())
        start, end = telling_part(sentence, first, last)
        cited = ProposedCitation(utterance.number, utterance.text[start:end])
        flaw = flaw_at(*key, utterance, (start, end), book)
        yield key, Clue(cited, weight, weight + _telling(sentence), flaw is None, flaw in _DENIED)


def telling_part(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Return where to cut a quote: the sentence, or of a long one the part around the words that matter."""
    if sentence.end - sentence.start <= _LONGEST_QUOTE:
        return sentence.start, sentence.end
    spans = sentence.spans
    start, end = first, last
    while start > 0 and start not in sentence.pauses and spans[last][1] - spans[start - 1][0] <= _HALF_QUOTE:
        start -= 1
    while end + 1 < len(spans) and spans[end + 1][1] - spans[start][0] <= _LONGEST_QUOTE:
        end += 1
        if end + 1 in sentence.pauses and end - first > _TELLING_WORDS[0]:
            break
    return spans[start][0], spans[end][1]


def _telling(sentence: Sentence) -> float:
    """Return how well a sentence shows what is meant: neither a scrap nor a speech, and of oneself."""
    least, most = _TELLING_WORDS
    fits = 0.3 if least <= len(sentence.words) <= most else 0.0
    return fits + (0.2 if _FIRST & sentence.vocabulary else 0.0) - (0.2 if sentence.asks else 0.0)
