"""Put something on a client's reading list, and note what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients import selectors as clients
from rung.clients.models import Client
from rung.common import jsonkit
from rung.reading import policies, selectors
from rung.reading.enums import ReadingStatus, SuggestedBy
from rung.reading.errors import ItemChanged, OtherSession
from rung.reading.models import ReadingItem
from rung.reading.schemas import Work
from rung.sessions import selectors as sessions

__all__ = ["Change", "add_item", "change_item"]

CHANGED = ["status", "due_on", "is_to_discuss", "discussed_in", "note", "version", "changed_at"]


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be otherwise; None leaves it as it is."""

    status: ReadingStatus | None = None
    due_on: date | None = None  # with `assigned` alone
    is_to_discuss: bool | None = None
    discussed_in: UUID | None = None  # a session; it ends the wish to discuss
    note: str | None = None


@transaction.atomic
def add_item(*, client: Client, work: Work, suggested_by: SuggestedBy, by: Clinician, at: datetime) -> ReadingItem:
    """Add a suggestion to a client's reading list. A link is kept as typed and never opened.

    Raises:
        ClientNotFound, OnlyReading: not the clinician's client.
        TitleMissing, LinkRefused: what was typed cannot be kept.
    """
    client_policies.check_is_client_of(client, by)
    clean = Work(" ".join(work.title.split()), " ".join(work.author.split()), work.link.strip())
    policies.check_work(clean)
    item = ReadingItem(client=client, added_by=by, work=jsonkit.dump(clean), suggested_by=suggested_by, created_at=at)
    item.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("reading_item", item.id, client.id))
    return item


@transaction.atomic
def change_item(*, item_id: UUID, version: int, change: Change, by: Clinician, at: datetime) -> ReadingItem:
    """Note what became of a reading: its state, its day, whether to discuss it, where it was, a note.

    `version` is the one that was looked at.

    Raises:
        ItemNotFound, OnlyReading: not a reading of the clinician's clients.
        ItemChanged: it was changed since; nothing is written.
        StepRefused, DayPassed, OtherSession: the change does not fit it.
    """
    found = selectors.item_of(by, item_id)
    client_policies.check_is_client_of(found.client, by)
    clients.held_client_of(by, found.client_id)  # one writer at a time
    item = ReadingItem.objects.select_for_update().get(pk=found.pk)
    if item.version != version:
        raise ItemChanged
    _move(item, change, at)
    _discuss(item, change, by)
    if change.note is not None:
        item.note = change.note.strip()
    item.version, item.changed_at = item.version + 1, at
    item.save(update_fields=CHANGED)
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("reading_item", item.id, item.client_id))
    return item


def _move(item: ReadingItem, change: Change, at: datetime) -> None:
    policies.check_due(change.due_on, to=change.status, today=at.date())
    if change.status is None:
        return
    policies.check_may_move(item.status, change.status)
    item.status = change.status
    if change.status == ReadingStatus.ASSIGNED:
        item.due_on = change.due_on


def _discuss(item: ReadingItem, change: Change, by: Clinician) -> None:
    if change.is_to_discuss is not None:
        item.is_to_discuss = change.is_to_discuss
    if change.discussed_in is None:
        return
    session = sessions.session_of(by, change.discussed_in)
    if session.client_id != item.client_id:
        raise OtherSession
    item.discussed_in, item.is_to_discuss = session, False
