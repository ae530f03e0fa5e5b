"""Short ways to write down who said what."""

from collections.abc import Iterable

from rung.agents.core import ProposedCitation, ProposedFinding, Verified, verify
from rung.agents.rung import analyse
from rung.agents.rung.schemas import AnalysisInput, ClinicalAnalysis, EarlierPattern
from rung.common.utterances import Source, Speaker, Transcript, Utterance

_SPEAKERS = {"C": Speaker.CLIENT, "T": Speaker.THERAPIST, "O": Speaker.OTHER, "U": Speaker.UNKNOWN}


def said(*lines: str) -> tuple[Utterance, ...]:
    """Return utterances from lines such as "C: I feel sad."."""
    return tuple(Utterance(n, _SPEAKERS[line[0]], line[3:]) for n, line in enumerate(lines))


def analysed(*lines: str, notes: str = "", earlier: Iterable[EarlierPattern] = ()) -> ClinicalAnalysis:
    """Return the offline analysis of lines."""
    return analyse(AnalysisInput(Transcript(Source.TRANSCRIPT, said(*lines)), notes, tuple(earlier)))


def claimed(kind: str, name: str, quote: str, utterance: int = 0, confidence: float = 0.9) -> ProposedFinding:
    """Return a claim with one citation."""
    return ProposedFinding(kind, name, confidence, (ProposedCitation(utterance, quote),))


def verdict(claim: ProposedFinding, *lines: str) -> Verified:
    """Return what verification makes of one claim about lines."""
    return verify([claim], said(*lines))


def reason(claim: ProposedFinding, *lines: str) -> str:
    """Return why a claim was dropped, or "kept"."""
    outcome = verdict(claim, *lines)
    return outcome.dropped[0].reason.value if outcome.dropped else "kept"


def found(analysis: ClinicalAnalysis) -> set[tuple[str, str]]:
    """Return the kinds and names of an analysis's findings."""
    return {(finding.kind.value, finding.name) for finding in analysis.findings}
