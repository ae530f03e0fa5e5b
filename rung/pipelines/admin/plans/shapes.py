"""What the pages of a safety plan show, as types."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rung.clients.policies import crisis


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step with its lines."""

    name: str
    title: str
    hint: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one text to edit."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """An earlier version of the plan."""

    number: int
    status: str
    agreed_on: date | None
    at: datetime
    who: str
    steps: tuple[ShownStep, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the page of a safety plan shows, and the page for the client."""

    id: UUID
    client: str
    first_name: str
    plan_id: UUID | None
    number: int
    next_number: int
    status: str
    is_agreed: bool
    is_agreed_older: int  # the number of an older version that still holds, 0 for none
    may_agree: bool
    agreed_on: date | None
    country: str
    countries: tuple[tuple[str, str], ...]
    steps: tuple[ShownStep, ...]
    versions: tuple[ShownVersion, ...]
    crisis: crisis.Resources
    may_change: bool
    today: date

    @property
    def has_unchecked(self) -> bool:
        """Whether a crisis line stands there that no person of the practice compared with its page."""
        return any(line.checked is None for line in self.crisis.lines)
