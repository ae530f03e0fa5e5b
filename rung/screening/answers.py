"""Questions about risk and their answers: what a yes says yes to."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rung.screening import scope
from rung.screening.findings import Category
from rung.screening.lexicon import Meaning, PhraseBook
from rung.screening.matching import Match, matches
from rung.screening.reading import Reading, reading_of
from rung.screening.tables import Answers, read_table
from rung.screening.voice import addressed

_HEARD = 14  # words of an answer in which a no may be qualified
_TAKEN_BACK = frozenset({"no", "nope", "nah", "not", "never"})
_ENDS = frozenset(".?")
_NO_QUESTION = -1
_LATE_SENTENCES = 3  # a client answers what was said last


@cache
def _known() -> Answers:
    return read_table("answers", Answers)


class Answer(StrEnum):
    """How a question was answered."""

    AGREE = "agree"  # it is as the question put it
    AFFIRM = "affirm"  # it is so, however the question put it
    NO = "no"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """A question about risk, waiting for its answer."""

    meaning: Meaning
    level: int  # of a yes
    is_negative: bool  # "you are not thinking of ...?": to agree is to deny

    @property
    def category(self) -> Category:
        """What it asks about."""
        return self.meaning.category

    @property
    def is_hint(self) -> bool:
        """Whether it is about suicide only because the talk is."""
        return self.meaning.is_sign


def question_in(reading: Reading, *, in_topic: bool) -> Question | None:
    """Return the last risk question of an utterance addressed to the client, or None.

    `in_topic`: suicide was spoken of just before, so "do you have a plan?" is
    about that.
    """
    own = addressed(reading)
    numbers = scope.sentences(own)
    first = numbers.index(max(0, numbers[-1] - _LATE_SENTENCES))
    marks = [word for word in own.words if word in _ENDS]
    asked = [
        (match, _asked_level(match.meaning, in_topic=in_topic))
        for match in matches(own, keep_denied=True)
        if match.first >= first and _is_put(match, marks[numbers[match.last] : numbers[match.last] + 1])
    ]
    risky = [(match, level) for match, level in asked if level != _NO_QUESTION]
    if not risky:
        return None
    last, level = max(risky, key=lambda pair: (numbers[pair[0].first], pair[1]))
    is_negative = scope.is_denied(own, last.first)
    return Question(last.meaning, level, is_negative)


def _is_put(match: Match, closing: list[str]) -> bool:
    """Return whether this is put to the client: suicide always is, another risk in a sentence that asks."""
    return match.meaning.category is Category.SUICIDE or closing == ["?"]


def _asked_level(meaning: Meaning, *, in_topic: bool) -> int:
    """Return the level of a yes to a question about this."""
    if meaning.asked is not None:
        return meaning.asked if in_topic else _NO_QUESTION
    return _NO_QUESTION if meaning.is_sign else meaning.level


def answer_in(reading: Reading) -> Answer:
    """Return how an utterance answers the question before it."""
    words = _from_answer(reading)
    found = {answer for answer, first, _ in _answers().find(words) if first == 0}
    if Answer.AGREE in found and not _TAKEN_BACK.isdisjoint(words.words[1:3]):
        found = {Answer.NO}
    if Answer.NO in found and Answer.UNSURE not in found:
        return Answer.NO if _is_plain(words) else Answer.UNSURE
    return next((each for each in (Answer.UNSURE, Answer.AGREE, Answer.AFFIRM) if each in found), Answer.NONE)


def _from_answer(reading: Reading) -> Reading:
    """Return the reading from the word that answers: without "well, so", and closed with a stop."""
    opening = _known().opening
    start = next((i for i, word in enumerate(reading.words) if word not in opening), len(reading.words))
    return reading_of([*reading.words[start:], "."], [*reading.spans[start:], (0, 0)])


def _is_plain(words: Reading) -> bool:
    return _known().reserved.isdisjoint(words.words[:_HEARD])


@cache
def _answers() -> PhraseBook[Answer]:
    """Return the phrases that answer, made once."""
    source = _known()
    kinds = {
        Answer.AGREE: source.agree,
        Answer.AFFIRM: source.affirm,
        Answer.NO: source.no,
        Answer.UNSURE: source.unsure,
    }
    return PhraseBook(((kind, each) for kind, phrases in kinds.items() for each in phrases), {})
