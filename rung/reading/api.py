"""Reading lists: list, add, change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.pages import Page, PageOut, Paging, page_of
from rung.common.api.shapes import Choice, In
from rung.common.api.versions import version_edited
from rung.reading import policies, selectors, services
from rung.reading.enums import ReadingStatus, SuggestedBy
from rung.reading.models import ReadingItem
from rung.reading.schemas import Work
from rung.reading.services import Change

NEWEST_FIRST = ("-created_at", "-id")
MAX_NOTE_CHARS = 10_000
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The version you looked at, in quotes."
)


class NewReading(In):
    """What is to be read."""

    title = serializers.CharField(max_length=policies.MAX_TITLE_CHARS, allow_blank=True)
    author = serializers.CharField(max_length=policies.MAX_TITLE_CHARS, required=False, allow_blank=True, default="")
    link = serializers.CharField(
        max_length=policies.MAX_LINK_CHARS,
        required=False,
        allow_blank=True,
        default="",
        help_text="An https address; it is kept as sent and never opened.",
    )
    suggested_by = Choice(SuggestedBy.choices)


class ReadingChange(In):
    """What is to be otherwise; what is not sent stays."""

    status = Choice(ReadingStatus.choices, required=False)
    due_on = serializers.DateField(required=False, help_text="With the status `assigned` alone.")
    is_to_discuss = serializers.BooleanField(required=False)
    discussed_in = serializers.UUIDField(required=False, help_text="A session of the client; it ends the wish.")
    note = serializers.CharField(max_length=MAX_NOTE_CHARS, required=False, allow_blank=True)


@dataclass(frozen=True, slots=True)
class OpenedItem:
    """A reading with its words."""

    row: ReadingItem
    work: Work
    note: str


class ReadingOut(serializers.Serializer[OpenedItem]):
    """One reading."""

    id = serializers.UUIDField(source="row.id")
    client_id = serializers.UUIDField(source="row.client_id")
    title = serializers.CharField(source="work.title")
    author = serializers.CharField(source="work.author")
    link = serializers.CharField(source="work.link")
    suggested_by = Choice(SuggestedBy.choices, source="row.suggested_by")
    status = Choice(ReadingStatus.choices, source="row.status")
    version = serializers.IntegerField(source="row.version", help_text="Send it in quotes as If-Match with a change.")
    note = serializers.CharField()
    is_to_discuss = serializers.BooleanField(source="row.is_to_discuss")
    discussed_in = serializers.UUIDField(source="row.discussed_in_id", allow_null=True)
    due_on = serializers.DateField(source="row.due_on", allow_null=True)
    created_at = serializers.DateTimeField(source="row.created_at")


class ReadingPage(PageOut):
    """Some of a client's readings."""

    items = ReadingOut(many=True)


@documented("list_reading", query=Paging, out=(200, ReadingPage), refuses=(404,))
class ListReading(Door[Clinician]):
    """List what a client reads, newest first."""

    def get(self, _request: Request, client_id: UUID) -> Response:
        client = clients.client_of(self.by, client_id)
        page = page_of(selectors.items_of(client), self.asked(Paging), order=NEWEST_FIRST)
        with audit.access(by=self.by, at=self.at, subject=audit.Subject("reading_list", client.id, client.id)):
            return Response(ReadingPage(Page([_opened(row) for row in page.items], page.next_cursor)).data)


@documented("add_reading", into=NewReading, out=(201, ReadingOut), refuses=(403, 404, 422))
class AddReading(Door[Clinician]):
    """Put something on a client's reading list."""

    def post(self, _request: Request, client_id: UUID) -> Response:
        client, sent = clients.client_of(self.by, client_id), self.sent(NewReading)
        at, work = self.at, Work(sent["title"], sent["author"], sent["link"])
        whose = SuggestedBy(sent["suggested_by"])
        item = services.add_item(client=client, work=work, suggested_by=whose, by=self.by, at=at)
        return Response(_shown(item, by=self.by, at=at), 201)


@documented(
    "change_reading", into=ReadingChange, out=(200, ReadingOut), headers=(IF_MATCH,), refuses=(403, 404, 412, 422, 428)
)
class ChangeReading(Door[Clinician]):
    """Note what became of a reading."""

    def patch(self, request: Request, item_id: UUID) -> Response:
        version, sent = version_edited(request), self.sent(ReadingChange)
        status = ReadingStatus(sent.pop("status")) if "status" in sent else None
        change = Change(status=status, **sent)
        item = services.change_item(item_id=item_id, version=version, change=change, by=self.by, at=self.at)
        return Response(_shown(item, by=self.by, at=self.at))


def _shown(item: ReadingItem, *, by: Clinician, at: datetime) -> Any:
    with audit.access(by=by, at=at, subject=audit.Subject("reading_item", item.id, item.client_id)):
        return ReadingOut(_opened(item)).data


def _opened(row: ReadingItem) -> OpenedItem:
    return OpenedItem(row, selectors.work_of(row), row.note or "")
