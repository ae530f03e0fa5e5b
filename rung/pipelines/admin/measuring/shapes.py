"""What the page of a client's progress shows, as types."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rung.pipelines.admin.measuring.forms import SomeForm


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a chart, a line across it, or the box of a band; in the units of its drawing."""

    x: float
    y: float
    label: str
    height: float = 0
    shade: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of scores over time."""

    points: str
    dots: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    bands: tuple[Mark, ...]
    first: str
    last: str
    described: str  # the same in words


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure in the table behind a chart."""

    on: date
    score: str
    band: str
    filled_by: str
    written_by: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownSeries:
    """All measures of one kind, newest first, with their chart where there is a score."""

    key: str
    title: str
    about: str
    latest: str
    change: str
    source: str
    chart: Chart | None
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class ShownSignal:
    """One reason for the verdict."""

    about: str
    text: str
    direction: str
    title: str
    decides: bool


@dataclass(frozen=True, slots=True)
class ShownPattern:
    """A pattern over the sessions."""

    title: str
    kind: str
    course: str
    sessions: int
    of: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """Everything the page shows."""

    id: UUID
    client: str
    verdict: str
    verdict_title: str
    why: str
    signals: tuple[ShownSignal, ...]
    series: tuple[ShownSeries, ...]
    patterns: tuple[ShownPattern, ...]
    forms: Sequence[SomeForm]
    may_change: bool
