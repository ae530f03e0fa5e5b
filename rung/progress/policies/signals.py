"""What speaks for a direction, each in a sentence: scores, attendance, risk, sprints, goals, patterns."""

from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from rung.progress.policies import change, scoring
from rung.progress.policies.forms import Form
from rung.progress.policies.patterns import Course, Pattern

# No source sets these. They are this practice's defaults, made to be read and changed.
WINDOW = 10  # scores that are looked at, the latest ones
LEAST_SCORES = 4
COMPARED = 3  # scores at each end, of which the middle one counts
LEAST_VISITS = 4
LOW_ATTENDANCE = 0.5
SPRINT_COUNTS = 0.8  # of a sprint, from which on it counts as completed
LEAST_SPRINTS = 3


class Direction(StrEnum):
    """Where a signal points."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason. What does not decide is shown beside the others and turns nothing."""

    about: str
    direction: Direction
    text: str
    decides: bool = True


@dataclass(frozen=True, slots=True)
class Around:
    """What is known besides scores; whoever calls says it, so that nothing is read here.

    `sprints` are the completed parts, 0-1, of the ended sprints, oldest first.
    """

    held: int = 0
    missed: int = 0
    canceled: int = 0
    open_concerns: int = 0
    sprints: tuple[float, ...] = ()
    goals_attained: int = 0
    goals: int = 0
    patterns: tuple[Pattern, ...] = ()


def of_scores(form: Form, scores: tuple[int, ...]) -> Signal:
    """Compare the middle of the first scores of the window with that of the last ones."""
    recent = scores[-WINDOW:]
    if len(recent) < LEAST_SCORES:
        return Signal(form.title, Direction.UNKNOWN, f"{len(recent)} scores; {LEAST_SCORES} are the fewest to compare.")
    ends = min(COMPARED, len(recent) // 2)
    early, late = median(recent[:ends]), median(recent[-ends:])
    points, enough = late - early, change.reliable_points(form.change)
    moved = (
        f"Of the last {len(recent)} scores, the middle of the first {ends} is {early:g}, of the last {ends} {late:g}"
    )
    if abs(points) >= enough:
        where = Direction.WORSE if points > 0 else Direction.BETTER
        return Signal(form.title, where, f"{moved}: {abs(points):g} points apart; {enough} are a reliable change.")
    if late >= form.bands[-1].lowest:
        return Signal(form.title, Direction.WORSE, f"{moved}: it stays severe, and the difference is not reliable.")
    return Signal(form.title, Direction.SAME, f"{moved}: a difference below {enough} points is not reliable.")


def of_last_score(form: Form, scores: tuple[int, ...]) -> Signal | None:
    """Return what the last score shows alone, where it went up reliably; one score decides nothing."""
    if len(scores) > 1 and (last := change.change_between(form, *scores[-2:])).is_reliable and last.points > 0:
        text = f"The last score, {last.last}, is {last.points} points above the one before. Look at it; the next shows."
        return Signal(f"Last {form.title}", Direction.WORSE, text, decides=False)
    return None


def of_band(form: Form, scores: tuple[int, ...]) -> Signal | None:
    """Return how severe the last score is."""
    if not scores:
        return None
    band = scoring.band_of(form, scores[-1])
    return Signal(f"{form.title} now", Direction.SAME, f"{scores[-1]}: {band.title.lower()}.", decides=False)


def around(known: Around) -> list[Signal]:
    """Return the signals that no score changes."""
    found = [_risk(known), _attendance(known), _sprints(known), _goals(known), _patterns(known)]
    return [signal for signal in found if signal is not None]


def _risk(known: Around) -> Signal | None:
    if not known.open_concerns:
        return None
    return Signal("Risk", Direction.WORSE, f"{known.open_concerns} not resolved: see the client's risk page.")


def _attendance(known: Around) -> Signal:
    counted = known.held + known.missed
    text = f"{known.held} sessions held, {known.missed} missed, {known.canceled} canceled."
    if counted < LEAST_VISITS:
        return Signal("Attendance", Direction.UNKNOWN, f"{text} {LEAST_VISITS} are the fewest to judge by.")
    is_low = known.held / counted < LOW_ATTENDANCE
    return Signal("Attendance", Direction.WORSE if is_low else Direction.SAME, text)


def _sprints(known: Around) -> Signal | None:
    if not known.sprints:
        return None
    done = sum(part >= SPRINT_COUNTS for part in known.sprints)
    text = f"{done} of {len(known.sprints)} sprints completed ({SPRINT_COUNTS:.0%} counts)."
    latest = known.sprints[-LEAST_SPRINTS:]
    is_stuck = len(latest) == LEAST_SPRINTS and max(latest) < SPRINT_COUNTS
    return Signal("Sprints", Direction.WORSE if is_stuck else Direction.SAME, text)


def _goals(known: Around) -> Signal | None:
    if not known.goals:
        return None
    where = Direction.BETTER if known.goals_attained else Direction.SAME
    return Signal("Goals", where, f"{known.goals_attained} of {known.goals} attained.", decides=False)


def _patterns(known: Around) -> Signal | None:
    if not known.patterns:
        return None
    counts = [f"{sum(one.course == course for one in known.patterns)} {course}" for course in Course]
    return Signal("Patterns", Direction.SAME, f"{', '.join(counts)}; listed below.", decides=False)
