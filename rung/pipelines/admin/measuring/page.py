"""A client's progress, under one audited read."""

from collections.abc import Sequence
from datetime import datetime

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies
from rung.clients.models import Client
from rung.pipelines.admin import words
from rung.pipelines.admin.measuring import beyond, series
from rung.pipelines.admin.measuring.forms import SomeForm
from rung.pipelines.admin.measuring.shapes import ProgressPage, ShownPattern, ShownSignal
from rung.progress import selectors
from rung.progress.policies.patterns import Pattern
from rung.progress.policies.signals import Direction, Signal
from rung.progress.policies.trajectory import Verdict

VERDICTS = {
    Verdict.IMPROVING: "Improving",
    Verdict.STABLE: "Stable",
    Verdict.NEEDS_ATTENTION: "Needs attention",
    Verdict.NOT_YET: "Not enough to say yet",
}
DIRECTIONS = {
    Direction.BETTER: "Better",
    Direction.SAME: "No change",
    Direction.WORSE: "Look here",
    Direction.UNKNOWN: "Too little",
}


def shown(client: Client, forms: Sequence[SomeForm], *, by: Clinician, at: datetime) -> ProgressPage:
    """Return how a client is doing, and the forms to measure it."""
    added = beyond.beyond_of(by, client)
    with audit.access(by=by, at=at, subject=audit.Subject("client.progress", client.id, client.id)):
        found = selectors.progress_of(by, client, beyond=added, at=at)
        return ProgressPage(
            id=client.id,
            client=client.full_name(),
            verdict=found.trajectory.verdict,
            verdict_title=VERDICTS[found.trajectory.verdict],
            why=found.trajectory.why,
            signals=tuple(_signal(one) for one in found.trajectory.signals),
            series=series.series_of(found.measures),
            patterns=tuple(_pattern(one) for one in found.patterns),
            forms=forms,
            may_change=policies.is_client_of(client, by),
        )


def _signal(one: Signal) -> ShownSignal:
    title = DIRECTIONS[one.direction] if one.decides else "For information"
    return ShownSignal(one.about, one.text, one.direction, title, one.decides)


def _pattern(one: Pattern) -> ShownPattern:
    return ShownPattern(
        title=words.title_of(one.name),
        kind=words.KIND_TITLES.get(one.kind, words.title_of(one.kind)),
        course=one.course.capitalize(),
        sessions=one.sessions,
        of=one.of,
        first_at=one.first_at,
        last_at=one.last_at,
    )
