"""Reads of reading lists; every one starts from a clinician, or from a client that they may read."""

from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client, readable
from rung.common import jsonkit
from rung.reading.enums import UNREAD
from rung.reading.errors import ItemNotFound
from rung.reading.models import ReadingItem
from rung.reading.schemas import Work
from rung.sessions.models import TherapySession


def items_of(client: Client) -> models.QuerySet[ReadingItem]:
    """Return a client's reading list, newest first; whoever found the client may read it."""
    return ReadingItem.objects.filter(client=client).select_related("discussed_in")


def items_for(session: TherapySession) -> models.QuerySet[ReadingItem]:
    """Return what a session should know of: unread, flagged to discuss, or talked about in it."""
    asked = models.Q(status__in=UNREAD) | models.Q(is_to_discuss=True) | models.Q(discussed_in=session)
    return items_of(session.client).filter(asked)


def item_of(clinician: Clinician, item_id: UUID) -> ReadingItem:
    """Return one reading that the clinician may see.

    Raises:
        ItemNotFound: there is none, or it is somebody else's; the two look the same.
    """
    rows = ReadingItem.objects.filter(readable(clinician, "client__"), pk=item_id).select_related("client")
    found = rows.first()
    if found is None:
        raise ItemNotFound
    return found


def work_of(item: ReadingItem) -> Work:
    """Return what is read; needs a declared access."""
    return jsonkit.load(Work, item.work)
