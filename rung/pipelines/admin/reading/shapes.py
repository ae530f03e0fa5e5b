"""What the page of a reading list shows, as types."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rung.reading.schemas import Work


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One reading with its words."""

    id: UUID
    version: int
    work: Work
    status: str
    suggested_by: str
    is_open: bool  # assigned, or being read
    may_assign: bool
    steps: tuple[tuple[str, str], ...]  # other states it may go to, with the words of the button
    is_to_discuss: bool
    discussed_at: datetime | None
    due_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """Everything the page of a reading list shows."""

    id: UUID
    client: str
    items: tuple[ShownItem, ...]
    sessions: tuple[tuple[UUID, datetime], ...]  # where something could have been talked about, latest first
    may_change: bool
    today: date
