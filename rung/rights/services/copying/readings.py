"""The reading list in a copy: what the client was given to read, and what was noted about it."""

from rung.clients.models import Client
from rung.reading import selectors
from rung.reading.enums import ReadingStatus
from rung.reading.models import ReadingItem
from rung.rights.schemas import CopiedDocument, CopiedGroup, Paragraph


def readings_of(client: Client) -> CopiedGroup:
    """Return everything but mere suggestions, first to last; needs a declared access."""
    given = selectors.items_of(client).exclude(status=ReadingStatus.SUGGESTED).order_by("created_at", "id")
    return CopiedGroup("Reading list", tuple(_reading(row) for row in given))


def _reading(row: ReadingItem) -> CopiedDocument:
    work = selectors.work_of(row)
    due = f"due {row.due_on:%Y-%m-%d}" if row.due_on else ""
    about = tuple(filter(None, (work.author, work.link, str(ReadingStatus(row.status).label), due)))
    noted = Paragraph("Note", tuple((row.note or "").splitlines()))
    return CopiedDocument(row.id, f"Reading: {work.title}", row.created_at, (Paragraph("", about), noted))
