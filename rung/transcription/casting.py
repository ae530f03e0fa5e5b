"""Decides who speaks under each label of a transcript."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from rung.common.textkit import fold, words
from rung.common.utterances import Speaker
from rung.transcription.roles import role_of, which_client
from rung.transcription.turns import Turn

ONESELF = frozenset({"i", "my", "me", "myself", "mine"})
OFTEN = 0.2  # a share of turns with a question: who leads a session asks at least this often
ASKS_MORE = 1.5  # times as often as the client
SPEAKS_MORE_OF_ONESELF = 1.25  # times as often as the therapist
PAIR = 2
FEWEST_TURNS = 3  # of each, before questions say anything


@dataclass(frozen=True, slots=True)
class _Manner:
    """How someone speaks: share of turns that ask, share of words that are `I` or `my`."""

    label: str
    turns: int
    asking: float
    own: float

    @classmethod
    def of(cls, label: str, turns: Sequence[Turn]) -> Self:
        said = [turn.text for turn in turns if fold(turn.label) == label]
        spoken = [word.partition("'")[0] for word in words(" ".join(said))]
        asked = sum("?" in text for text in said)
        return cls(label, len(said), asked / len(said), sum(word in ONESELF for word in spoken) / (len(spoken) or 1))


def cast(turns: Sequence[Turn], *, heard: Sequence[Turn] | None = None) -> Iterator[tuple[Speaker, Turn]]:
    """Yield each turn with its speaker; who is who is judged by `heard`, where `turns` are only pieces of it.

    A label that names a role decides. Of names and numbers ("Anna", "Speaker
    2"): the one beside a therapist is the client; of two alone, the one who
    asks is the therapist, if the other speaks of themselves. Several
    clients ("Client 1", "Client 2"), or any doubt, stay UNKNOWN, and the text
    then keeps its label, so that no one's words pass for the client's.
    """
    speakers = _speakers(turns if heard is None else heard)
    for turn in turns:
        speaker = speakers.get(fold(turn.label), Speaker.UNKNOWN)
        if speaker is Speaker.UNKNOWN and turn.label and role_of(turn.label) is not Speaker.UNKNOWN:
            yield speaker, Turn(turn.label, f"{turn.label}: {turn.text}", turn.start_ms, turn.end_ms)
        else:
            yield speaker, turn


def _speakers(turns: Sequence[Turn]) -> dict[str, Speaker]:
    roles = {label: role_of(label) for label in sorted({fold(turn.label) for turn in turns if turn.label})}
    found = {label: role for label, role in roles.items() if role is not None}
    clients = {which_client(label) for label, role in found.items() if role is Speaker.CLIENT} - {frozenset()}
    if len(clients) > 1:
        return {label: Speaker.UNKNOWN if role is Speaker.CLIENT else role for label, role in found.items()}
    unnamed = [label for label, role in roles.items() if role is None]
    return found | _guessed(unnamed, found, turns)


def _guessed(unnamed: list[str], found: dict[str, Speaker], turns: Sequence[Turn]) -> dict[str, Speaker]:
    clients = [label for label, role in found.items() if role is Speaker.CLIENT]
    if Speaker.THERAPIST in found.values():
        return {unnamed[0]: Speaker.CLIENT} if len(unnamed) == 1 and not clients else {}
    if not unnamed or len(unnamed) + len(clients) != PAIR:
        return {}
    one, other = (_Manner.of(label, turns) for label in (*unnamed, *clients))
    therapist, client = (one, other) if one.asking > other.asking else (other, one)
    if therapist.label in clients or not _tells_apart(therapist, client):
        return {}
    return {therapist.label: Speaker.THERAPIST, client.label: Speaker.CLIENT}


def _tells_apart(therapist: _Manner, client: _Manner) -> bool:
    return (
        min(therapist.turns, client.turns) >= FEWEST_TURNS
        and therapist.asking >= max(OFTEN, client.asking * ASKS_MORE)
        and client.own > therapist.own * SPEAKS_MORE_OF_ONESELF
    )
