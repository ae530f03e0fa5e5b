"""What can be wrong with the trail, and where."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class Wrong(StrEnum):
    """One word for each way in which a trail is not what was sealed."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    REORDERED = "reordered"
    BATCH_MISSING = "batch_missing"
    BATCH_CHANGED = "batch_changed"
    FORKED = "forked"
    FORGED = "forged"
    CUT_OFF = "cut_off"
    UNSEALED = "unsealed"
    UNANCHORED = "unanchored"


@dataclass(frozen=True, slots=True)
class Finding:
    """The first bad entry of a chain: an event where one can be named, else a batch."""

    wrong: Wrong
    practice_id: uuid.UUID
    says: str
    event_id: int | None = None
    sequence: int | None = None


class Broken(Exception):
    """A chain does not verify; nothing after the finding was looked at."""

    def __init__(self, finding: Finding) -> None:
        """Take what was found."""
        super().__init__(finding.says)
        self.finding = finding
