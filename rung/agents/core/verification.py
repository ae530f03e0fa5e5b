"""Verification: an analyst's claims against the words themselves. No analyst is trusted, ours included."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rung.agents.core.book import Book
from rung.agents.core.checking import check
from rung.agents.core.dropping import Dropped, DropReason
from rung.agents.core.evidence import Citation, Finding, ProposedCitation, ProposedFinding
from rung.common.utterances import Utterance
from rung.isolation.vocabulary.clinical import FindingKind, is_known

MAX_DROPPED = 40
_MAX_CLAIMS = 1_000  # of one analysis; what comes after is not looked at
_MAX_CITED = 40  # of one finding
_MAX_KEPT = 5
_LEAST_CONFIDENCE = 0.3
# What this many utterances can carry, whatever an analyst says of its own confidence: no more than the share of
# findings that experts' labels support (`manage.py evaluate`, "Confidence").
_CARRIES = (0.0, 0.55, 0.65, 0.7, 0.73, 0.75)


@dataclass(frozen=True, slots=True)
class Verified:
    """What stands and what does not."""

    findings: tuple[Finding, ...]  # in the vocabulary's order of kinds, the surest first
    dropped: tuple[Dropped, ...]  # at most 40
    dropped_in_all: int


@dataclass(slots=True)
class _Claim:
    """All that was claimed of one pattern, whether at once or in pieces."""

    confidence: float = 0.0
    cited: dict[ProposedCitation, None] = field(default_factory=dict)


def verify(proposed: Sequence[ProposedFinding], utterances: Iterable[Utterance]) -> Verified:
    """Keep the findings whose quotes stand in the words of the right person and say so."""
    return verify_in(Book(utterances), proposed)


def verify_in(book: Book, proposed: Sequence[ProposedFinding]) -> Verified:
    """Verify against a book that was already opened."""
    findings: list[Finding] = []
    dropped: list[Dropped] = []
    for (kind, name), claim in _merged(proposed).items():
        outcome = _settle(kind, name, claim, book)
        if isinstance(outcome, Finding):
            findings.append(outcome)
        else:
            dropped.append(outcome)
    kinds = list(FindingKind)
    findings.sort(key=lambda finding: (kinds.index(finding.kind), -finding.confidence, finding.name))
    shown = tuple(dict.fromkeys(dropped))[:MAX_DROPPED]
    return Verified(tuple(findings), shown, len(dropped))


def _merged(proposed: Sequence[ProposedFinding]) -> dict[tuple[str, str], _Claim]:
    claims: dict[tuple[str, str], _Claim] = {}
    for one in proposed[:_MAX_CLAIMS]:
        claim = claims.setdefault((one.kind, one.name), _Claim())
        if math.isfinite(one.confidence):
            claim.confidence = max(claim.confidence, min(1.0, one.confidence))
        for cited in one.citations[: _MAX_CITED - len(claim.cited)]:
            claim.cited[cited] = None
    return claims


def _settle(kind: str, name: str, claim: _Claim, book: Book) -> Finding | Dropped:
    if not is_known(kind, name):
        return _drop(kind, "", DropReason.NOT_IN_VOCABULARY)
    if not claim.cited:
        return _drop(kind, name, DropReason.NO_CITATION)
    known = FindingKind(kind)
    checked = [(cited, check(known, name, cited, book)) for cited in claim.cited]
    kept = _apart([citation for _, citation in checked if isinstance(citation, Citation)])
    if not kept:
        cited, reason = next((c, r) for c, r in checked if isinstance(r, DropReason))
        return _drop(kind, name, reason, cited.utterance if book.get(cited.utterance) else None)
    confidence = round(min(claim.confidence, _carried(kept)), 2)
    if confidence < _LEAST_CONFIDENCE:
        return _drop(kind, name, DropReason.TOO_WEAK, kept[0].utterance)
    shown = sorted(kept[:_MAX_KEPT], key=lambda citation: (citation.utterance, citation.start))
    return Finding(known, name, confidence, tuple(shown))


def _apart(citations: list[Citation]) -> list[Citation]:
    """Return the citations without those that repeat words of an earlier one."""
    kept: list[Citation] = []
    for one in citations:
        if not any(_overlap(one, other) for other in kept):
            kept.append(one)
    return kept


def _overlap(one: Citation, other: Citation) -> bool:
    return one.utterance == other.utterance and one.start < other.end and other.start < one.end


def _carried(citations: list[Citation]) -> float:
    utterances = len({citation.utterance for citation in citations})
    return _CARRIES[min(utterances, len(_CARRIES) - 1)]


def _drop(kind: str, name: str, reason: DropReason, utterance: int | None = None) -> Dropped:
    is_kind = kind in FindingKind
    shown = name if is_kind and is_known(kind, name) else "unknown"
    return Dropped(kind if is_kind else "unknown", shown, reason, reason.sentence, utterance)
