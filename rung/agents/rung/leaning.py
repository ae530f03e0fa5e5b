"""Leaning: which ways of working the findings lend themselves to."""

from collections.abc import Iterator, Sequence
from functools import cache

from rung.agents.core.evidence import Finding, ProposedCitation, ProposedFinding
from rung.agents.rung import lexicon
from rung.isolation.vocabulary.clinical import FindingKind

_MOST = 3  # a session that suggests everything suggests nothing
_CONFIDENCE = 0.4
_PER_FINDING = 0.05


def leanings(findings: Sequence[Finding]) -> Iterator[ProposedFinding]:
    """Yield up to three frameworks that several findings together suggest, best supported first."""
    known = {f"{finding.kind}.{finding.name}": finding for finding in findings}
    suggested: list[tuple[int, ProposedFinding]] = []
    for name, (needs, sources) in _leans().items():
        support = [known[source] for source in sources if source in known]
        if len(support) >= needs:
            suggested.append((len(support) - needs, _claim(name, support)))
    suggested.sort(key=lambda pair: -pair[0])
    yield from (claim for _, claim in suggested[:_MOST])


def _claim(name: str, support: list[Finding]) -> ProposedFinding:
    cited = tuple(
        ProposedCitation(citation.utterance, citation.quote)
        for rank in range(2)
        for finding in support
        for citation in finding.citations[rank : rank + 1]
    )
    confidence = _CONFIDENCE + _PER_FINDING * len(support)
    return ProposedFinding(FindingKind.FRAMEWORK.value, name, confidence, cited)


@cache
def _leans() -> dict[str, tuple[int, tuple[str, ...]]]:
    return {name: (int(row["needs"][0]), tuple(row["from"])) for name, row in lexicon.table("leans").items()}
