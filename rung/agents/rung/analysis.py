"""Analysis: from one session to the clinician's draft, whoever proposes the findings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rung.agents.core.book import Book
from rung.agents.core.evidence import Finding, ProposedFinding
from rung.agents.core.verification import MAX_DROPPED, Verified, verify_in
from rung.agents.rung.assessing import not_assessed
from rung.agents.rung.clues import Clue, TermKey, clues_in
from rung.agents.rung.exploring import areas_to_explore
from rung.agents.rung.leaning import leanings
from rung.agents.rung.measuring import behavior_claims, metrics_of
from rung.agents.rung.proposing import faint, proposals
from rung.agents.rung.risks import risks_in
from rung.agents.rung.schemas import AnalysisInput, ClinicalAnalysis, Proposal
from rung.agents.rung.summarizing import questions_from, summary_of
from rung.agents.rung.talk import client_talk_in
from rung.agents.rung.talk.behaviors import Behavior, behaviors_in
from rung.isolation.vocabulary.clinical import FindingKind

OFFLINE_LABEL = "offline analysis, not a language model"
_MOST_THEMES = 12


@dataclass(frozen=True, slots=True)
class _Session:
    """A session, read."""

    given: AnalysisInput
    book: Book
    found: dict[TermKey, list[Clue]]
    behaviors: tuple[Behavior, ...]
    sentences: int  # of the client's


def analyse(given: AnalysisInput) -> ClinicalAnalysis:
    """Analyze a session without a model: deterministic, from the lexicon, verified like any other claim."""
    session = _read(given)
    return _completed(session, _claims(session), OFFLINE_LABEL)


def propose(given: AnalysisInput) -> Proposal:
    """Return what the offline analyst claims of a session, not yet verified: a model's twin."""
    return Proposal(_claims(_read(given)))


def examine(given: AnalysisInput, proposal: Proposal, label: str) -> ClinicalAnalysis:
    """Verify what an analyst claims of a session and complete it to the clinician's draft."""
    session = _read(given)
    return replace(_completed(session, proposal.findings, label), risks=risks_in(session.book, proposal.risks))


def _read(given: AnalysisInput) -> _Session:
    book = Book(given.transcript.utterances)
    sentences = sum(len(book.sentences(u)) for u in book.utterances if book.is_evidence(u))
    return _Session(given, book, clues_in(book), tuple(behaviors_in(book)), sentences)


def _claims(session: _Session) -> tuple[ProposedFinding, ...]:
    return (*proposals(session.found, session.sentences), *behavior_claims(session.behaviors))


def _completed(session: _Session, claims: Sequence[ProposedFinding], label: str) -> ClinicalAnalysis:
    verified = _with_leanings(verify_in(session.book, claims), session.book)
    findings = tuple(_fewer_themes(verified.findings))
    notes, book = session.given.notes, session.book
    hinted = faint(session.found, session.sentences)
    return ClinicalAnalysis(
        summary=summary_of(findings),
        findings=findings,
        dropped=verified.dropped,
        questions=questions_from(findings),
        areas_to_explore=areas_to_explore(findings, notes, session.given.earlier, hinted),
        not_assessed=not_assessed(book, notes),
        talk=metrics_of(book, session.behaviors, client_talk_in(book, session.found)),
        label=label,
    )


def _with_leanings(verified: Verified, book: Book) -> Verified:
    """Add the frameworks that the findings together suggest, verified like the rest."""
    named = {finding.name for finding in verified.findings if finding.kind is FindingKind.FRAMEWORK}
    claims = [claim for claim in leanings(verified.findings) if claim.name not in named]
    more = verify_in(book, claims)
    kinds = list(FindingKind)
    findings = sorted(
        (*verified.findings, *more.findings),
        key=lambda finding: (kinds.index(finding.kind), -finding.confidence, finding.name),
    )
    dropped = (*verified.dropped, *more.dropped)[:MAX_DROPPED]
    return replace(verified, findings=tuple(findings), dropped=dropped)


def _fewer_themes(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings with the surest themes alone: a session about everything is about nothing."""
    seen = Counter[FindingKind]()
    for finding in findings:
        seen[finding.kind] += 1
        if finding.kind is not FindingKind.THEME or seen[finding.kind] <= _MOST_THEMES:
            yield finding
