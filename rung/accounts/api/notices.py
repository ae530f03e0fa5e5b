"""The inbox: list, mark as read."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts import selectors, services
from rung.accounts.enums import About, NoticeKind
from rung.accounts.models import Clinician, Notice
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.limits import Bucket
from rung.common.api.pages import PageOut, Paging, page_of
from rung.common.api.shapes import Choice

NEWEST_FIRST = ("-created_at", "-id")


class NoticeOut(serializers.Serializer[Notice]):
    """That something waits for you; the words are the same for everybody."""

    id = serializers.UUIDField()
    kind = Choice(NoticeKind.choices)
    words = serializers.CharField(source="get_kind_display")
    about = serializers.SerializerMethodField()
    about_id = serializers.UUIDField(help_text="The session or client to open, as `about` says.")
    created_at = serializers.DateTimeField()
    seen_at = serializers.DateTimeField(allow_null=True)

    def get_about(self, notice: Notice) -> About:
        """Return what `about_id` names."""
        return NoticeKind(notice.kind).about


class NoticePage(PageOut):
    """Some notices of an inbox, and how many are not read."""

    unread = serializers.IntegerField()
    items = NoticeOut(many=True)


class NoticeFilter(Paging):
    """Which notices."""

    is_unread = serializers.BooleanField(required=False, help_text="Only those that are not read yet.")


class NoticesRead(serializers.Serializer[Any]):
    """How many were not read before."""

    marked = serializers.IntegerField()


@documented("list_notices", query=NoticeFilter, out=(200, NoticePage))
class ListNotices(Door[Clinician]):
    """List your notices, newest first."""

    buckets = (Bucket.STATUS,)

    def get(self, _request: Request) -> Response:
        asked, mine = self.asked(NoticeFilter), selectors.notices_of(self.by)
        unseen = selectors.unseen_notices_of(self.by)
        rows = unseen if asked.get("is_unread") else mine
        page = page_of(rows, asked, order=NEWEST_FIRST, of=mine)
        shown = {"unread": unseen.count(), "items": page.items, "next_cursor": page.next_cursor}
        return Response(NoticePage(shown).data)


@documented("mark_notice_read", out=(200, NoticeOut), refuses=(404,))
class MarkNoticeRead(Door[Clinician]):
    """Mark a notice as read; marking it again changes nothing."""

    def post(self, _request: Request, notice_id: UUID) -> Response:
        return Response(NoticeOut(services.mark_notice_read(notice_id=notice_id, by=self.by, at=self.at)).data)


@documented("mark_all_notices_read", out=(200, NoticesRead))
class MarkAllNoticesRead(Door[Clinician]):
    """Mark everything in your inbox as read."""

    def post(self, _request: Request) -> Response:
        return Response(NoticesRead({"marked": services.mark_all_notices_read(by=self.by, at=self.at)}).data)
