"""What is known of a client's course: measures, visits, findings and open risk, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.progress.policies import patterns as pattern_policies
from rung.progress.policies import trajectory
from rung.progress.policies.patterns import Pattern
from rung.progress.policies.signals import Around
from rung.progress.policies.trajectory import Trajectory
from rung.progress.selectors import sessions
from rung.progress.selectors.measures import Opened, measures_of, opened, series_in
from rung.sessions.enums import FlagStatus
from rung.sessions.selectors import risk


@dataclass(frozen=True, slots=True)
class Beyond:
    """What other apps know and whoever calls passes in: sprints and goals of the plan.

    `sprints` are the completed parts, 0-1, of the ended sprints, oldest first.
    """

    sprints: tuple[float, ...] = ()
    goals_attained: int = 0
    goals: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """A client's course, measures oldest first."""

    measures: tuple[Opened, ...]
    patterns: tuple[Pattern, ...]
    trajectory: Trajectory


def progress_of(clinician: Clinician, client: Client, *, beyond: Beyond, at: datetime) -> Progress:
    """Return everything that a client's course is read from; needs a declared access."""
    measures = tuple(opened(row) for row in reversed(measures_of(clinician, client)))
    patterns = pattern_policies.patterns_in(sessions.observed_with(clinician, client))
    visits = sessions.visits_of(clinician, client, at)
    known = Around(
        held=visits.held,
        missed=visits.missed,
        canceled=visits.canceled,
        open_concerns=risk.concerns_about(clinician, client).exclude(status=FlagStatus.RESOLVED).count(),
        sprints=beyond.sprints,
        goals_attained=beyond.goals_attained,
        goals=beyond.goals,
        patterns=patterns,
    )
    return Progress(measures, patterns, trajectory.trajectory_of(series_in(measures), known))
