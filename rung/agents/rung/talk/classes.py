"""Classes of talk, utterance by utterance."""

from collections.abc import Sequence
from enum import StrEnum

from rung.agents.core.book import Book
from rung.agents.rung.clues import Clue, TermKey, clues_in
from rung.agents.rung.talk.features import client_features, therapist_features
from rung.agents.rung.talk.linear import best_class
from rung.common.utterances import Utterance


class ClientTalk(StrEnum):
    """Where a client's utterance leans (Miller & Rollnick, 2013)."""

    CHANGE = "change"
    NEUTRAL = "neutral"
    SUSTAIN = "sustain"


class TherapistAct(StrEnum):
    """What a therapist's utterance mostly does (AnnoMI: Wu et al., 2022)."""

    QUESTION = "question"
    REFLECTION = "reflection"
    INPUT = "therapist_input"
    OTHER = "other"


def client_talk_of(utterances: Sequence[Utterance]) -> tuple[ClientTalk | None, ...]:
    """Return, for each utterance in order, where the client leans; None where another speaks."""
    book = Book(utterances)
    talk = client_talk_in(book, clues_in(book))
    return tuple(talk.get(utterance.number) for utterance in utterances)


def therapist_behavior_of(utterances: Sequence[Utterance]) -> tuple[TherapistAct | None, ...]:
    """Return, for each utterance in order, what the therapist does; None where another speaks."""
    acts = therapist_behavior_in(Book(utterances))
    return tuple(acts.get(utterance.number) for utterance in utterances)


def client_talk_in(book: Book, found: dict[TermKey, list[Clue]]) -> dict[int, ClientTalk]:
    """Return the lean of every utterance of the client's, by number."""
    rows = client_features(book, found)
    return {turn.number: ClientTalk(best_class("client_weights", features)) for turn, features in rows}


def therapist_behavior_in(book: Book) -> dict[int, TherapistAct]:
    """Return the act of every utterance of the therapist's, by number."""
    rows = therapist_features(book)
    return {turn.number: TherapistAct(best_class("therapist_weights", features)) for turn, features in rows}
