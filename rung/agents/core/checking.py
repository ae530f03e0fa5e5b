"""Checking one citation: is it there, who said it, and does it say so."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from rung.agents.core import polarity, quoting
from rung.agents.core.book import Book
from rung.agents.core.cues import cues_of, is_between_people
from rung.agents.core.dropping import DropReason
from rung.agents.core.evidence import Citation, ProposedCitation
from rung.agents.core.instructions import is_instruction, is_only_asked
from rung.agents.core.reading import Sentence
from rung.agents.core.wordlists import words_of
from rung.common.utterances import Speaker, Utterance
from rung.isolation.vocabulary.clinical import FindingKind

_EMPTY = words_of("empty_words")
_FIRST = words_of("first_person")
_SECOND = words_of("second_person")
_WEIGHTY = frozenset({FindingKind.ATTACHMENT, FindingKind.DEFENSE, FindingKind.DYNAMIC})
_LEAST_WORDS = 2
_LEAST_WEIGHTY_WORDS = 4
_QUESTION_WORDS = 5
# "I'd feel better if I quit" is how people talk of change: supposing is part of it
_MAY_SUPPOSE = frozenset({FindingKind.CHANGE_TALK, FindingKind.SUSTAIN_TALK})
_TALK_OF_DEEDS = frozenset({"ability", "need", "commitment", "activation", "taking_steps"})  # which do not suppose


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of one sentence that a quote covers: its words from `first` to `last`."""

    sentence: Sentence
    first: int
    last: int

    @property
    def words(self) -> tuple[str, ...]:
        return self.sentence.words[self.first : self.last + 1]


def check(kind: FindingKind, name: str, cited: ProposedCitation, book: Book) -> Citation | DropReason:
    """Return the citation with its exact place, or why it does not stand."""
    utterance = book.get(cited.utterance)
    if utterance is not None and not _may_speak(kind, utterance, book):
        return DropReason.WRONG_SPEAKER
    return standing(cited, book, partial(flaw_of, kind, name))


def standing(
    cited: ProposedCitation, book: Book, flaw_in: Callable[[tuple[Passage, ...], Book], DropReason | None]
) -> Citation | DropReason:
    """Return the first place of a quote where nothing is wrong with it, or what is wrong at the first of all."""
    utterance = book.get(cited.utterance)
    if utterance is None:
        return DropReason.UNKNOWN_UTTERANCE
    if len(cited.quote) > quoting.MAX_QUOTE:
        return DropReason.QUOTE_TOO_LONG
    reason: DropReason = DropReason.QUOTE_NOT_FOUND
    for number, (start, end) in enumerate(book.quotable(utterance).places(cited.quote)):
        flaw = flaw_in(tuple(_passages(book.sentences(utterance), start, end)), book)
        if flaw is None:
            return Citation(utterance.number, utterance.speaker, utterance.text[start:end], start, end)
        reason = flaw if number == 0 else reason
    return reason


def flaw_at(kind: FindingKind, name: str, utterance: Utterance, span: quoting.Span, book: Book) -> DropReason | None:
    """Return why the words at a place of an utterance do not carry a finding, None where they do."""
    return flaw_of(kind, name, tuple(_passages(book.sentences(utterance), *span)), book)


def _may_speak(kind: FindingKind, utterance: Utterance, book: Book) -> bool:
    if kind is FindingKind.THERAPIST_BEHAVIOR:
        return utterance.speaker is Speaker.THERAPIST
    return book.is_evidence(utterance)


def _passages(sentences: tuple[Sentence, ...], start: int, end: int) -> Iterator[Passage]:
    for number in range(bisect_right(sentences, start, key=lambda sentence: sentence.end), len(sentences)):
        sentence = sentences[number]
        if sentence.start >= end:
            return
        covered = [n for n, (begin, stop) in enumerate(sentence.spans) if begin < end and start < stop]
        if covered:
            yield Passage(sentence, covered[0], covered[-1])


def flaw_of(kind: FindingKind, name: str, passages: tuple[Passage, ...], book: Book) -> DropReason | None:
    """Return why these passages do not carry a finding, None where they do."""
    said = [word for passage in passages for word in passage.words]
    if kind is FindingKind.THERAPIST_BEHAVIOR:
        return DropReason.TOO_WEAK if len(said) < _LEAST_WORDS else None
    if (flaw := flaw_of_speech(passages, book)) is not None:
        return flaw
    verdicts = list(_verdicts(kind, name, passages))
    if verdicts:
        return None if None in verdicts else verdicts[0]
    return _flaw_without_cue(kind, name, passages)


def flaw_of_speech(passages: tuple[Passage, ...], book: Book) -> DropReason | None:
    """Return why these passages are no speech of the client's about themselves, whatever they say."""
    said = {word for passage in passages for word in passage.words}
    if any(is_instruction(passage.sentence) for passage in passages):
        return DropReason.INSTRUCTION
    if book.is_memo and book.reporter is None and _SECOND & said and not _FIRST & said:
        return DropReason.WRONG_SPEAKER
    return None


def flaw_of_length(least: int, passages: tuple[Passage, ...]) -> DropReason | None:
    """Return why these passages say too little, or only ask."""
    said = [word for passage in passages for word in passage.words]
    if len(said) < least or _EMPTY.issuperset(said):
        return DropReason.TOO_WEAK
    if all(is_only_asked(passage.sentence) for passage in passages):
        return DropReason.ASKED
    return None


def _verdicts(kind: FindingKind, name: str, passages: tuple[Passage, ...]) -> Iterator[DropReason | None]:
    """Yield, for every cue of the pattern in the quote, why it does not say so, or None."""
    cues = cues_of(kind, name)
    if cues is None:
        return
    for passage in passages:
        for hit in cues.hits(passage.sentence):
            if passage.first <= hit.first and hit.last <= passage.last:
                flaw = polarity.why_not(passage.sentence, hit.first, hit.last)
                is_asked = flaw is None and is_only_asked(passage.sentence)
                yield DropReason.ASKED if is_asked else None if _is_usual(flaw, kind, name) else flaw


def _is_usual(flaw: DropReason | None, kind: FindingKind, name: str) -> bool:
    """Return whether what would be a flaw elsewhere is how people speak of this."""
    if flaw is DropReason.HYPOTHETICAL:
        return _may_suppose(kind, name)
    return flaw is DropReason.THIRD_PERSON and is_between_people(kind, name)


def _may_suppose(kind: FindingKind, name: str) -> bool:
    return kind in _MAY_SUPPOSE and name not in _TALK_OF_DEEDS


def _flaw_without_cue(kind: FindingKind, name: str, passages: tuple[Passage, ...]) -> DropReason | None:
    flaw = flaw_of_length(_LEAST_WEIGHTY_WORDS if kind in _WEIGHTY else _LEAST_WORDS, passages)
    if flaw is not None:
        return flaw
    if any(is_only_asked(passage.sentence) and len(passage.words) >= _QUESTION_WORDS for passage in passages):
        return DropReason.ASKED  # "you know?" after a statement is no question; a task after it is
    head = passages[0]
    if polarity.is_negated(head.sentence, head.first, head.last):
        return DropReason.NEGATED  # the quote was cut out from under its "not"
    if polarity.is_supposed(head.sentence, head.first) and not _may_suppose(kind, name):
        return DropReason.HYPOTHETICAL
    return None
