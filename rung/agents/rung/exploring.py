"""Exploring: terms worth a look that this session did not settle."""

from collections.abc import Iterable, Iterator, Sequence

from rung.agents.core.evidence import Finding
from rung.agents.core.reading import read
from rung.agents.rung.clues import TermKey
from rung.agents.rung.lexicon import signs
from rung.agents.rung.schemas import EarlierPattern, Term
from rung.isolation.vocabulary.clinical import FindingKind, is_known

_MOST = 12
_SEEN_BEFORE = 2  # sessions that make an earlier pattern worth asking after
_EXPLORED = frozenset(
    {
        FindingKind.THEME,
        FindingKind.ATTACHMENT,
        FindingKind.DEFENSE,
        FindingKind.COMMUNICATION,
        FindingKind.DYNAMIC,
    }
)


def areas_to_explore(
    findings: Sequence[Finding], notes: str, earlier: Iterable[EarlierPattern], faint: Iterable[TermKey]
) -> tuple[Term, ...]:
    """Return what the notes name, what earlier sessions showed and what was only hinted at, in that order."""
    settled = {(finding.kind, finding.name) for finding in findings}
    candidates = [*_noted(notes), *_recurring(earlier), *faint]
    open_terms = dict.fromkeys(key for key in candidates if key[0] in _EXPLORED and key not in settled)
    return tuple(Term(kind, name) for kind, name in list(open_terms)[:_MOST])


def _noted(notes: str) -> Iterator[TermKey]:
    for sentence in read(notes):
        for hit in signs().hits(sentence):
            yield hit.value.kind, hit.value.name


def _recurring(earlier: Iterable[EarlierPattern]) -> Iterator[TermKey]:
    known = [one for one in earlier if one.sessions >= _SEEN_BEFORE and is_known(one.kind, one.name)]
    for one in sorted(known, key=lambda one: -one.sessions):
        yield one.kind, one.name
