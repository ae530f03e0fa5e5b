"""Proposing: from clues to claims. Generous, for verification judges what stands."""

from collections.abc import Iterator

from rung.agents.core.evidence import ProposedFinding
from rung.agents.rung.clues import Clue, TermKey
from rung.agents.rung.lexicon import everyday
from rung.isolation.vocabulary.clinical import FindingKind

_ENOUGH = 1.0  # weight of evidence for a finding
_ENOUGH_EVERYDAY = 1.6  # the most that an everyday theme needs
_SENTENCES_FOR_EVERYDAY = 80  # a session of so many sentences asks this weight of an everyday theme
_MOST_CITED = 8
_FAINT_CONFIDENCE = 0.25  # below what verification keeps
# Faint signs of these are worth telling the clinician about, as not kept.
_SHOWN_WHEN_FAINT = frozenset(
    {FindingKind.ATTACHMENT, FindingKind.DEFENSE, FindingKind.COMMUNICATION, FindingKind.DYNAMIC}
)


def proposals(found: dict[TermKey, list[Clue]], sentences: int) -> Iterator[ProposedFinding]:
    """Yield a claim for every term with enough clues, and for those whose clues were all denied."""
    for key, clues in found.items():
        standing = [clue for clue in clues if clue.stands]
        cited = standing or [clue for clue in clues if clue.is_denied]
        score = _score(cited)
        is_enough = score >= enough(key, sentences)
        if cited and (is_enough or not standing or key[0] in _SHOWN_WHEN_FAINT):
            sure = min(0.95, 0.35 + 0.2 * score) if is_enough else _FAINT_CONFIDENCE
            places = tuple(clue.cited for clue in cited[:_MOST_CITED])
            yield ProposedFinding(key[0].value, key[1], sure, places)


def faint(found: dict[TermKey, list[Clue]], sentences: int) -> list[TermKey]:
    """Return the terms that something points to, but not enough for a claim."""
    scores = {key: _score([clue for clue in clues if clue.stands]) for key, clues in found.items()}
    return [key for key, score in scores.items() if 0 < score < enough(key, sentences)]


def enough(key: TermKey, sentences: int) -> float:
    """Return how much evidence a term needs in a session of so many sentences of the client's."""
    if key[0] is FindingKind.THEME and key[1] in everyday():
        return max(_ENOUGH, min(_ENOUGH_EVERYDAY, _ENOUGH_EVERYDAY * sentences / _SENTENCES_FOR_EVERYDAY))
    return _ENOUGH


def _score(clues: list[Clue]) -> float:
    return sum(clue.weight for clue in clues)
