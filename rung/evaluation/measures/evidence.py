"""Evidence: do findings stand on words that were said, there, by the right person? Checked from outside."""

from collections.abc import Sequence
from dataclasses import dataclass

from rung.agents.rung.schemas import Citation, Finding
from rung.common.utterances import Speaker, Utterance
from rung.evaluation.measures.denials import unelicited_claims
from rung.evaluation.running import Made
from rung.evaluation.scores import Count, counted, rate
from rung.isolation.vocabulary.clinical import FindingKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """Findings and the words they cite.

    `claimed` and `claimed_citations` are None where the offline analyst
    answered: it claims only what it found.
    """

    transcripts: int
    findings: int
    citations: int
    verbatim: int  # the quote is the text at its offsets, letter for letter
    right_speaker: int
    validity: float | None  # share of citations that are both
    unsupported_findings: int  # without one valid citation
    unelicited_denials: int
    claimed: int | None
    claimed_citations: int | None
    dropped: tuple[Count, ...]  # by reason


def evidence(made: Sequence[Made]) -> Evidence:
    """Return how well the findings of many sessions are supported."""
    findings = [(one, finding) for one in made for finding in one.analysis.findings]
    cited = [(one, finding, citation) for one, finding in findings for citation in finding.citations]
    spoken = [
        is_right_speaker(finding, citation, one.session.transcript.utterances) for one, finding, citation in cited
    ]
    exact = [is_verbatim(citation, one.session.transcript.utterances) for one, _, citation in cited]
    claims = [claim for one in made if one.proposal for claim in one.proposal.findings]
    is_recorded = any(one.proposal for one in made)
    return Evidence(
        transcripts=len(made),
        findings=len(findings),
        citations=len(cited),
        verbatim=sum(exact),
        right_speaker=sum(spoken),
        validity=rate(sum(map(all, zip(exact, spoken, strict=True))), len(cited)),
        unsupported_findings=sum(not is_supported(finding, one) for one, finding in findings),
        unelicited_denials=sum(unelicited_claims(one) for one in made),
        claimed=len(claims) if is_recorded else None,
        claimed_citations=sum(len(claim.citations) for claim in claims) if is_recorded else None,
        dropped=counted(dropped.reason.value for one in made for dropped in one.analysis.dropped),
    )


def is_supported(finding: Finding, made: Made) -> bool:
    """Return whether a finding has a citation that holds."""
    return any(is_verbatim(one, made.said) and is_right_speaker(finding, one, made.said) for one in finding.citations)


def is_verbatim(citation: Citation, said: Sequence[Utterance]) -> bool:
    """Return whether the quote stands in its utterance exactly where it says."""
    is_there = 0 <= citation.utterance < len(said) and citation.quote != ""
    return is_there and said[citation.utterance].text[citation.start : citation.end] == citation.quote


def is_right_speaker(finding: Finding, citation: Citation, said: Sequence[Utterance]) -> bool:
    """Return whether the words are those of the person the finding is about.

    Where nobody is told apart, one voice speaks for the client.
    """
    if not 0 <= citation.utterance < len(said):
        return False
    speakers = {utterance.speaker for utterance in said}
    is_memo = not speakers & {Speaker.CLIENT, Speaker.THERAPIST}
    is_therapist = finding.kind is FindingKind.THERAPIST_BEHAVIOR
    wanted = Speaker.THERAPIST if is_therapist else Speaker.UNKNOWN if is_memo else Speaker.CLIENT
    return said[citation.utterance].speaker is wanted is citation.speaker
