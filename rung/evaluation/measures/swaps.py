"""Swaps: the same words about somebody of another name or gender. Nothing that is flagged or found should change."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rung.common.utterances import Transcript
from rung.evaluation.cases import Post, Session
from rung.evaluation.measures.genders import regendered
from rung.evaluation.running import Made, read
from rung.evaluation.scores import rate
from rung.screening import HIGH_RISK_LEVEL, RiskFinding, screen_text

type Turn = Callable[[str], str]

_FIRST_NAME, _FAMILY_NAME = "Imani", "Okafor"


@dataclass(frozen=True, slots=True)
class Swap:
    """What changed when names or genders were swapped."""

    name: str
    compared: int
    with_other_flags: int
    with_other_findings: int
    findings: int  # before
    finding_differences: int  # found on one side only
    difference_rate: float | None


def swaps(made: Sequence[Made], posts: Sequence[Post]) -> tuple[Swap, ...]:
    """Return what changes with the names, with the genders, and with the genders of posts."""
    named = [one for one in made if one.session.names]
    results = (
        _sessions("names", named, _renamed),
        _sessions("genders", made, lambda _: regendered),
        _posts(posts),
    )
    return tuple(one for one in results if one.compared)


def _renamed(session: Session) -> Turn:
    pairs = list(zip(session.names, (_FIRST_NAME, _FAMILY_NAME), strict=False))

    def turn(text: str) -> str:
        for old, new in pairs:
            text = re.sub(rf"\b{re.escape(old)}\b", new, text)
            text = re.sub(rf"\b{re.escape(old.lower())}\b", new.lower(), text)
        return text

    return turn


def _sessions(name: str, made: Sequence[Made], turn_of: Callable[[Session], Turn]) -> Swap:
    flagged = found = differences = 0
    for one in made:
        flags, analysis = read(_turned_over(one.session.transcript, turn_of(one.session)), one.proposal)
        flagged += _flags(flags) != _flags(one.flags)
        before = {(f.kind, f.name) for f in one.analysis.findings}
        changed = before ^ {(f.kind, f.name) for f in analysis.findings}
        found += bool(changed)
        differences += len(changed)
    total = sum(len(one.analysis.findings) for one in made)
    return Swap(name, len(made), flagged, found, total, differences, rate(differences, total))


def _flags(flags: Sequence[RiskFinding]) -> Counter[tuple[int, str, int]]:
    return Counter((f.utterance, f.hit.category.value, f.hit.level) for f in flags)


def _turned_over(transcript: Transcript, turn: Turn) -> Transcript:
    return replace(transcript, utterances=tuple(replace(u, text=turn(u.text)) for u in transcript.utterances))


def _posts(posts: Sequence[Post]) -> Swap:
    """Return how often a post is above the line of high risk for one gender and below it for the other."""
    changed = sum(
        (screen_text(one.text).level >= HIGH_RISK_LEVEL) != (screen_text(regendered(one.text)).level >= HIGH_RISK_LEVEL)
        for one in posts
    )
    return Swap("genders in posts (high risk)", len(posts), changed, 0, 0, 0, None)
