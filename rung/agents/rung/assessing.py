"""Assessing: what nobody asked about and the client did not bring up."""

from collections.abc import Iterable, Iterator
from functools import cache

from rung.agents.core.book import Book
from rung.agents.core.phrases import PhraseIndex
from rung.agents.core.reading import Sentence, read
from rung.agents.rung import lexicon
from rung.agents.rung.schemas import Domain, NotAssessed
from rung.common.utterances import Speaker

_ANSWER_WITHIN = 3  # utterances after the question
_OPENS_QUESTION = frozenset(
    {
        "do",
        "does",
        "did",
        "have",
        "has",
        "are",
        "is",
        "any",
        "what",
        "how",
        "when",
        "tell",
        "can",
        "could",
        "ever",
        "so",
    }
)
_NAMES = {
    Domain.SELF_HARM: "self-harm",
    Domain.SUBSTANCE_USE: "alcohol, tobacco and other substances",
    Domain.PSYCHOSIS: "psychotic experiences",
    Domain.MEMORY_AND_ORIENTATION: "memory, concentration and orientation",
    Domain.SOCIAL_SUPPORT: "the people around the client",
    Domain.WORK_OR_SCHOOL: "work or school",
}


def not_assessed(book: Book, notes: str) -> tuple[NotAssessed, ...]:
    """Return every domain that the session tells nothing of.

    A domain was assessed where the client or the notes speak of it, or where
    the therapist asked and the client spoke soon after.
    """
    told = _told(book) | _domains(read(notes), "told")
    answered, unanswered = _asked(book)
    return tuple(
        NotAssessed(domain, _why(domain, is_unanswered=domain in unanswered, is_memo=book.is_memo))
        for domain in Domain
        if domain not in told | answered
    )


def _told(book: Book) -> frozenset[Domain]:
    own = (u for u in book.utterances if book.is_evidence(u))
    return _domains((sentence for u in own for sentence in book.sentences(u)), "told")


def _asked(book: Book) -> tuple[frozenset[Domain], frozenset[Domain]]:
    """Return the domains that were asked about and answered, and those asked about without an answer."""
    answered: set[Domain] = set()
    raised: set[Domain] = set()
    for position, utterance in enumerate(book.utterances):
        if utterance.speaker is Speaker.THERAPIST:
            domains = _domains(filter(_is_question, book.sentences(utterance)), "asked")
            after = book.utterances[position + 1 : position + 1 + _ANSWER_WITHIN]
            is_answered = any(other.speaker is Speaker.CLIENT and other.text.strip() for other in after)
            (answered if is_answered else raised).update(domains)
    return frozenset(answered), frozenset(raised)


def _is_question(sentence: Sentence) -> bool:
    """Return whether a sentence asks, also where no question mark was heard."""
    return sentence.asks or sentence.words[0] in _OPENS_QUESTION


def _why(domain: Domain, *, is_unanswered: bool, is_memo: bool) -> str:
    name = _NAMES.get(domain, domain.value.replace("_", " "))
    if is_unanswered:
        return f"The therapist asked about {name}, and no answer of the client's follows."
    if is_memo:
        return f"Nothing was said about {name}."
    return f"Nobody asked about {name}, and the client did not bring it up."


def _domains(sentences: Iterable[Sentence], side: str) -> frozenset[Domain]:
    index = _index(side)
    return frozenset(hit.value for sentence in sentences for hit in index.hits(sentence))


@cache
def _index(side: str) -> PhraseIndex[Domain]:
    return PhraseIndex(_entries(side), lexicon.lists())


def _entries(side: str) -> Iterator[tuple[str, Domain]]:
    for domain, sides in lexicon.table("domains").items():
        for phrase in sides[side]:
            yield phrase, Domain(domain)
