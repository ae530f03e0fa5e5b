"""Summarizing: a few cited sentences, and the questions that follow."""

from collections.abc import Iterator, Sequence
from itertools import islice

from rung.agents.core.evidence import Citation, Finding
from rung.agents.rung.schemas import Question, SummarySentence
from rung.agents.rung.wording import question_about, sentence_about
from rung.isolation.vocabulary.clinical import FindingKind

_SHORTEST, _LONGEST = 25, 160  # letters of a quote that reads well
_MOST_QUESTIONS = 8
_CITED_BY_QUESTION = 2
# How many findings of a kind the summary tells, in the order it tells them.
_TOLD = {
    FindingKind.THEME: 3,
    FindingKind.ATTACHMENT: 1,
    FindingKind.DEFENSE: 1,
    FindingKind.DYNAMIC: 1,
    FindingKind.COMMUNICATION: 1,
    FindingKind.CHANGE_TALK: 2,
    FindingKind.SUSTAIN_TALK: 1,
    FindingKind.STRENGTH: 2,
}
_ASKED = {
    FindingKind.ATTACHMENT: 1,
    FindingKind.DEFENSE: 1,
    FindingKind.DYNAMIC: 1,
    FindingKind.COMMUNICATION: 1,
    FindingKind.THEME: 3,
    FindingKind.SUSTAIN_TALK: 1,
    FindingKind.CHANGE_TALK: 1,
    FindingKind.STRENGTH: 1,
    FindingKind.FRAMEWORK: 1,
}


def summary_of(findings: Sequence[Finding]) -> tuple[SummarySentence, ...]:
    """Return the summary: our sentences, each resting on one quote, no quote used twice where it can be helped."""
    told: list[SummarySentence] = []
    used: set[tuple[int, int]] = set()
    for kind, most in _TOLD.items():
        for rank, finding in enumerate(_surest(findings, kind, most)):
            citation = min(finding.citations, key=lambda one: ((one.utterance, one.start) in used, _strain(one)))
            used.add((citation.utterance, citation.start))
            told.append(SummarySentence(sentence_about(kind, finding.name, first=rank == 0), citation))
    return tuple(told)


def questions_from(findings: Sequence[Finding]) -> tuple[Question, ...]:
    """Return the questions that the findings lead to, in our own words."""
    return tuple(islice(_questions(findings), _MOST_QUESTIONS))


def _questions(findings: Sequence[Finding]) -> Iterator[Question]:
    for kind, most in _ASKED.items():
        for finding in _surest(findings, kind, most):
            cited = finding.citations[:_CITED_BY_QUESTION]
            yield Question(question_about(kind, finding.name), kind, finding.name, cited)


def _surest(findings: Sequence[Finding], kind: FindingKind, most: int) -> list[Finding]:
    """Return the findings of a kind that the most evidence carries."""
    own = [finding for finding in findings if finding.kind is kind]
    return sorted(own, key=lambda finding: (-finding.confidence, -len(finding.citations)))[:most]


def _strain(citation: Citation) -> int:
    """Return how far a quote's length is from what reads well."""
    length = len(citation.quote)
    return max(_SHORTEST - length, length - _LONGEST, 0)
