"""What the sealed column of a disclosure holds, and what a copy of a record is made of."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DisclosureDetail:
    """To whom, what and why."""

    recipient: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few lines of a document, under a heading that may be empty."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopiedDocument:
    """One record as its client may read it; `amends` is the record it was added to."""

    id: UUID
    title: str
    written_at: datetime
    paragraphs: tuple[Paragraph, ...]
    amends: UUID | None = None

    @property
    def text(self) -> str:
        """All of it as plain text."""
        parts = ("\n".join(filter(None, (part.heading, *part.lines))) for part in self.paragraphs)
        return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class CopiedSession:
    """One session and the documents that were chosen."""

    id: UUID
    starts_at: datetime
    status: str
    documents: tuple[CopiedDocument, ...]


@dataclass(frozen=True, slots=True)
class CopiedGroup:
    """Documents of no session that another app adds, with what they are called together."""

    title: str
    documents: tuple[CopiedDocument, ...]


@dataclass(frozen=True, slots=True)
class CopiedClient:
    """Whose record it is, when it was copied, and what has to be said with it."""

    id: UUID
    first_name: str
    last_name: str
    in_care_since: datetime
    copied_at: datetime
    contents: tuple[str, ...]
    notices: tuple[str, ...]
    documents: tuple[CopiedDocument, ...] = ()  # of no session: safety plans
    groups: tuple[CopiedGroup, ...] = ()  # of no session, by other apps

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()
