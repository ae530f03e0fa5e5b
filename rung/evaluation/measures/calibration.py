"""Calibration: does confidence mean what it says, where experts' labels can tell?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rung.agents.rung.schemas import Finding
from rung.agents.rung.talk import ClientTalk, TherapistAct
from rung.evaluation.running import Made
from rung.evaluation.scores import rate
from rung.isolation.vocabulary.clinical import FindingKind, TherapistBehavior

_ACTS = {
    TherapistBehavior.OPEN_QUESTION: TherapistAct.QUESTION,
    TherapistBehavior.CLOSED_QUESTION: TherapistAct.QUESTION,
    TherapistBehavior.SIMPLE_REFLECTION: TherapistAct.REFLECTION,
    TherapistBehavior.COMPLEX_REFLECTION: TherapistAct.REFLECTION,
    TherapistBehavior.INFORMATION: TherapistAct.INPUT,
    TherapistBehavior.ADVICE: TherapistAct.INPUT,
}  # affirmation has no label of its own among the experts'
_LEANS = {FindingKind.CHANGE_TALK: ClientTalk.CHANGE, FindingKind.SUSTAIN_TALK: ClientTalk.SUSTAIN}
_BINS = (0.0, 0.6, 0.68, 0.72, 0.74, 1.01)  # about what one, two, three, four and five utterances can carry
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings of about the same confidence, and how many of them experts' labels support.

    A finding is supported where at least half of the utterances that it
    cites bear the label that it stands for.
    """

    confidence_from: float
    confidence_below: float
    findings: int
    supported: int
    share: float | None
    citations_share: float | None  # of single utterances cited


def calibration(made: Sequence[Made]) -> tuple[Bin, ...]:
    """Return, by confidence, how many findings the experts' labels support, where such labels exist."""
    judged = [(finding.confidence, right) for one in made for finding, right in _judged(one)]
    return tuple(
        _bin(low, high, [right for sure, right in judged if low <= sure < high])
        for low, high in pairwise(_BINS)
        if judged
    )


def _bin(low: float, high: float, judged: list[tuple[bool, ...]]) -> Bin:
    supported = sum(sum(right) >= _HALF * len(right) for right in judged)
    cited = [one for right in judged for one in right]
    share, single = rate(supported, len(judged)), rate(sum(cited), len(cited))
    return Bin(low, min(high, 1.0), len(judged), supported, share, single)


def _judged(made: Made) -> Iterator[tuple[Finding, tuple[bool, ...]]]:
    """Yield the findings that labels can judge, with whether each utterance that they cite bears the label."""
    for finding in made.analysis.findings:
        wanted = _label_of(finding)
        labels = made.session.behaviors if finding.kind is FindingKind.THERAPIST_BEHAVIOR else made.session.talk
        told = [labels[one.utterance] for one in finding.citations if one.utterance < len(labels)]
        if wanted is not None and any(told):
            yield finding, tuple(one == wanted for one in told if one is not None)


def _label_of(finding: Finding) -> str | None:
    if finding.kind is FindingKind.THERAPIST_BEHAVIOR:
        return _ACTS.get(TherapistBehavior(finding.name))
    return _LEANS.get(finding.kind)
