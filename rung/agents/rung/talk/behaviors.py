"""Behaviors: a therapist's act told finer, with the sentence that shows it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rung.agents.core.book import Book
from rung.agents.core.phrases import PhraseIndex
from rung.agents.core.reading import Sentence
from rung.agents.rung.talk.classes import TherapistAct, therapist_behavior_in
from rung.common.utterances import Speaker, Utterance
from rung.isolation.vocabulary.clinical import TherapistBehavior

_ECHO_SHARE = 0.34  # a long reflection that takes up less of the client's words adds meaning
_LONG_REFLECTION = 16  # words
_CONTENT_WORD = 4  # letters


@dataclass(frozen=True, slots=True)
class Behavior:
    """What the therapist did in one utterance, and the sentence that shows it."""

    name: TherapistBehavior
    utterance: Utterance
    sentence: Sentence


def behaviors_in(book: Book) -> Iterator[Behavior]:
    """Yield the behavior of every utterance of the therapist's that has one."""
    acts = therapist_behavior_in(book)
    heard: frozenset[str] = frozenset()
    for utterance in book.utterances:
        sentences = book.sentences(utterance)
        if utterance.speaker is Speaker.CLIENT:
            heard = _content(sentences)
        act = acts.get(utterance.number)
        if act is not None and sentences:
            told = _finer(act, sentences, heard)
            if told is not None:
                yield Behavior(told[0], utterance, told[1])


def _finer(
    act: TherapistAct, sentences: tuple[Sentence, ...], heard: frozenset[str]
) -> tuple[TherapistBehavior, Sentence] | None:
    if act is TherapistAct.QUESTION:
        return _question(sentences)
    affirming = _marked(sentences, "affirmation")
    if affirming is not None:
        return TherapistBehavior.AFFIRMATION, affirming
    if act is TherapistAct.REFLECTION:
        return _reflection(sentences, heard)
    if act is TherapistAct.INPUT:
        advising = _marked(sentences, "advice")
        name = TherapistBehavior.INFORMATION if advising is None else TherapistBehavior.ADVICE
        return name, advising or _longest(sentences)
    return None


def _question(sentences: tuple[Sentence, ...]) -> tuple[TherapistBehavior, Sentence]:
    asking = [sentence for sentence in sentences if sentence.asks]
    opening = _marked(sentences, "open_question")
    shown = asking[-1] if asking else opening or sentences[-1]
    is_open = _marked((shown,), "open_question") and not _marked((shown,), "closed_question")
    return (TherapistBehavior.OPEN_QUESTION if is_open else TherapistBehavior.CLOSED_QUESTION), shown


def _reflection(sentences: tuple[Sentence, ...], heard: frozenset[str]) -> tuple[TherapistBehavior, Sentence]:
    deeper = _marked(sentences, "two_sided") or _marked(sentences, "meaning")
    if deeper is not None:
        return TherapistBehavior.COMPLEX_REFLECTION, deeper
    said = _content(sentences)
    words = sum(len(sentence.words) for sentence in sentences)
    adds = words >= _LONG_REFLECTION and len(said & heard) < _ECHO_SHARE * len(said)
    name = TherapistBehavior.COMPLEX_REFLECTION if adds else TherapistBehavior.SIMPLE_REFLECTION
    return name, _longest(sentences)


def _marked(sentences: tuple[Sentence, ...], mark: str) -> Sentence | None:
    index = _marks()[mark]
    return next((s for s in sentences if next(index.hits(s), None) is not None), None)


def _longest(sentences: tuple[Sentence, ...]) -> Sentence:
    return max(sentences, key=lambda sentence: len(sentence.words))


def _content(sentences: tuple[Sentence, ...]) -> frozenset[str]:
    return frozenset(word for s in sentences for word in s.words if len(word) >= _CONTENT_WORD)


@cache
def _marks() -> dict[str, PhraseIndex[None]]:
    text = resources.files(__package__).joinpath("behaviors.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return {mark: PhraseIndex(((phrase, None) for phrase in given), {}) for mark, given in read.items()}
