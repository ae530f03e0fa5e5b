"""What the pages of risk show, as types."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rung.clients.policies import crisis
from rung.sessions import schemas


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern in a list: whose, what, how grave, until when."""

    id: UUID
    client_id: UUID
    client: str
    category: str
    title: str
    level: int
    scale: str
    status: str
    due: str
    is_overdue: bool
    is_unseen: bool
    is_closed: bool
    lacks_plan: bool


@dataclass(frozen=True, slots=True)
class ShownWords:
    """One flag of a concern."""

    session_id: UUID
    at: datetime
    who: str
    title: str
    status: str
    detail: schemas.FlagDetail


@dataclass(frozen=True, slots=True)
class Point:
    """The gravest level of one session."""

    at: datetime
    session_id: UUID
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class ShownAct:
    """One line of the history."""

    at: datetime
    title: str
    who: str
    level: str
    recipient: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownConcern:
    """Everything about one concern."""

    row: ConcernRow
    version: int
    meaning: str
    newest: tuple[ShownWords, ...]
    older: tuple[ShownWords, ...]
    trend: tuple[Point, ...]
    acts: tuple[ShownAct, ...]
    possible: tuple[tuple[str, str], ...]  # what may be done now: value and button
    needs_words: bool


@dataclass(frozen=True, slots=True)
class RiskPage:
    """Everything the page of a client's risk shows."""

    id: UUID
    client: str
    notice: str
    may_change: bool
    lacks_plan: bool
    concerns: tuple[ShownConcern, ...]
    recipients: tuple[tuple[str, str], ...]
    crisis: crisis.Resources
