"""The screen of a conversation: the client's words, heard together with the questions they answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rung.common.utterances import Speaker, Utterance
from rung.screening.answers import Answer, Question, answer_in, question_in
from rung.screening.course import Turn, added_up
from rung.screening.findings import HIGH_RISK_LEVEL, Category, Hit, RiskFinding
from rung.screening.matching import Match, matches
from rung.screening.reading import Reading, read
from rung.screening.screen import screen_matches, screen_reading
from rung.screening.voice import reported

_OWN = frozenset({Speaker.CLIENT, Speaker.UNKNOWN})
_REPORTS = frozenset({Category.SUICIDE, Category.SELF_HARM, Category.HARM_TO_OTHERS, Category.ABUSE})
_REPORT_STEPS = 2  # a report is less certain than the client's own words
_TOPIC_TURNS = 8  # how long a conversation that touched on suicide is still about it
_PENDING_TURNS = 4  # how long a question waits for its answer
_MARKS = frozenset(',.?"')
_YES = "answers yes to a question: "
_OPEN = "leaves a question open: "
_SAID_BY_OTHER = " (said by another person in the room)"


def screen_utterances(utterances: Sequence[Utterance]) -> tuple[RiskFinding, ...]:
    """Return the findings of a conversation, in its order.

    What the client says, or a speaker nobody identified, is the client's own.
    A therapist's question is context: a yes to it is a finding that cites the
    answer, a no is none. What another person in the room says is a report, of
    lower certainty.
    """
    listener = _Listener()
    found = [
        RiskFinding(utterance.number, utterance.speaker, hit)
        for utterance in utterances
        for hit in listener.hits(utterance)
    ]
    if level_of(found) < HIGH_RISK_LEVEL:
        order = {utterance.number: position for position, utterance in enumerate(utterances)}
        found = sorted([*found, *added_up(listener.turns)], key=lambda f: (order[f.utterance], f.hit.start))
    return tuple(found)


def level_of(findings: Iterable[RiskFinding]) -> int:
    """Return the highest level among findings, 0 without any."""
    return max((finding.hit.level for finding in findings), default=0)


class _Listener:
    """What has to be remembered between utterances: the last question, what the talk is about, the client's turns."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self._question: Question | None = None
        self._waits = 0
        self._topic = 0

    def hits(self, utterance: Utterance) -> tuple[Hit, ...]:
        """Return the hits of the next utterance."""
        reading = read(utterance.text)
        self._waits -= 1
        self._topic -= 1
        hits: tuple[Hit, ...] = ()
        if utterance.speaker in _OWN:
            turn = Turn(utterance, reading, matches(reading))
            said = screen_matches(utterance.text, reading, turn.found).hits
            hits = (*self._answer(turn), *said)
            self.turns.append(turn)
        elif utterance.speaker is Speaker.OTHER:
            hits = tuple(_reports(utterance.text, reading))
        if utterance.speaker is not Speaker.CLIENT:
            self._hear_question(reading)
        if any(hit.category is Category.SUICIDE for hit in hits):
            self._topic = _TOPIC_TURNS
        return hits

    def _hear_question(self, reading: Reading) -> None:
        question = question_in(reading, in_topic=self._topic > 0)
        if question:
            self._question, self._waits = question, _PENDING_TURNS
            if question.category is Category.SUICIDE:
                self._topic = _TOPIC_TURNS
        elif "?" in reading.words:
            self._question = None

    def _answer(self, turn: Turn) -> tuple[Hit, ...]:
        question = self._question if self._waits > 0 else None
        answer = answer_in(turn.reading)
        if question is None or answer is Answer.NONE:
            return ()
        self._question = None
        return tuple(_answered(turn, question, answer))


def _answered(turn: Turn, question: Question, answer: Answer) -> Iterator[Hit]:
    is_yes = answer is Answer.AFFIRM or (answer is Answer.AGREE and not question.is_negative)
    is_open = answer is Answer.UNSURE and question.category is Category.SUICIDE and not question.is_hint
    if not (is_yes or is_open):
        return
    text, reading = turn.utterance.text, turn.reading
    if is_yes:
        turn.found.append(Match(question.meaning, 0, 0))
    opening = next((i for i, word in enumerate(reading.words) if word not in _MARKS), 0)
    start, end = reading.spans[opening][0], reading.spans[_first_sentence(reading)][1]
    level, reason = (question.level, _YES) if is_yes else (min(question.level, 1), _OPEN)
    yield Hit(question.category, level, start, end, text[start:end], reason + question.meaning.reason)


def _first_sentence(reading: Reading) -> int:
    """Return the last word of the first sentence."""
    return next((i - 1 for i, word in enumerate(reading.words) if word in {".", "?"} and i), len(reading.words) - 1)


def _reports(text: str, reading: Reading) -> Iterator[Hit]:
    """Yield what another person says of themselves or of the client."""
    seen = set()
    for voiced in (reading, reported(reading)):
        for hit in screen_reading(text, voiced).hits:
            if hit.category in _REPORTS and (hit.category, hit.start) not in seen:
                seen.add((hit.category, hit.start))
                yield replace(
                    hit, level=max(hit.level - _REPORT_STEPS, min(hit.level, 1)), reason=hit.reason + _SAID_BY_OTHER
                )
