"""Agreement: our classes of talk beside those of experts."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from rung.agents.rung import client_talk_of, therapist_behavior_of
from rung.agents.rung.talk import ClientTalk, TherapistAct
from rung.common.utterances import Utterance
from rung.evaluation.cases import Session
from rung.evaluation.scores import Agreement, Pair, agreement
from rung.evaluation.splitting import halves

type Labels = Callable[[Session], tuple[str | None, ...]]
type Classes = Callable[[Sequence[Utterance]], Sequence[str | None]]


def client_talk(sessions: Sequence[Session]) -> tuple[Agreement, ...]:
    """Return agreement on where clients lean, over all sessions and each half."""
    return _agreements(sessions, lambda one: one.talk, client_talk_of, [talk.value for talk in ClientTalk])


def therapist_behavior(sessions: Sequence[Session]) -> tuple[Agreement, ...]:
    """Return agreement on what therapists do, over all sessions and each half."""
    labels = [act.value for act in TherapistAct]
    return _agreements(sessions, lambda one: one.behaviors, therapist_behavior_of, labels)


def _agreements(
    sessions: Sequence[Session], labels: Labels, classes: Classes, names: Sequence[str]
) -> tuple[Agreement, ...]:
    labeled = [one for one in sessions if any(labels(one))]
    if not labeled:
        return ()
    pairs = {id(one): tuple(_pairs(labels(one), classes(one.transcript.utterances))) for one in labeled}
    return tuple(
        agreement(part, (pair for one in cases for pair in pairs[id(one)]), names)
        for part, cases in halves(labeled, lambda one: one.id)
    )


def _pairs(expected: Iterable[str | None], found: Iterable[str | None]) -> Iterator[Pair]:
    for told, ours in zip(expected, found, strict=True):
        if told is not None and ours is not None:
            yield told, ours
