"""Tell somebody, once, and forget it with what it was about; what somebody does with notices is in `inbox`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from rung.accounts import policies, selectors
from rung.accounts.enums import Channel, NoticeKind
from rung.accounts.models import Notice, NoticeDelivery
from rung.audit import services as audit

DELIVER = "deliver_notice"  # the task's name: this room lies below the tasks
LAST = -100  # after everything else that waits: no run is ever behind a letter


@dataclass(frozen=True, slots=True)
class Telling:
    """Whom to tell what, because of what, and the session or client it leads to."""

    recipient_id: UUID
    kind: NoticeKind
    occasion_id: UUID
    about_id: UUID


@transaction.atomic
def notify(*, tellings: Iterable[Telling], at: datetime) -> list[Notice]:
    """Write the notices that are not written yet, and queue their letters; return what was written.

    The database tells of an occasion once, also where two workers find it at
    once. However many are told, it asks as often, but for an event and the letters of each.
    """
    wanted = [_notice(telling, at) for telling in sorted(set(tellings), key=_order)]
    if not wanted:
        return []
    on = selectors.channels_of({notice.recipient_id for notice in wanted})
    for notice in wanted:
        notice.is_shown = on.is_on(notice.recipient_id, NoticeKind(notice.kind), Channel.IN_APP)
    Notice.objects.bulk_create(wanted, ignore_conflicts=True)
    written = list(Notice.objects.filter(pk__in=[notice.pk for notice in wanted]))
    for notice in written:
        audit.record(audit.Act.CREATE, by=None, at=at, subject=audit.Subject("notice", notice.id))
    _send_out([(notice, channel) for notice in written for channel in _outside(on, notice)], at)
    return written


@transaction.atomic
def forget_notices(*, about_ids: Collection[UUID]) -> int:
    """Remove every notice about some sessions and clients, whoever was told; upkeep alone may. Return how many."""
    return Notice.objects.filter(about_id__in=about_ids).delete()[1].get(Notice._meta.label, 0)


def _notice(telling: Telling, at: datetime) -> Notice:
    return Notice(
        recipient_id=telling.recipient_id,
        kind=telling.kind,
        occasion_id=telling.occasion_id,
        about_id=telling.about_id,
        created_at=at,
    )


def _order(telling: Telling) -> tuple[str, str, str]:
    """Two that write the same notices write them in one order: neither waits for the other forever."""
    return str(telling.recipient_id), telling.kind, str(telling.occasion_id)


def _outside(on: policies.Channels, notice: Notice) -> list[Channel]:
    kind = NoticeKind(notice.kind)
    works = [channel for channel in Channel if channel in settings.NOTICE_PLACES.channels]
    return [channel for channel in works if on.is_on(notice.recipient_id, kind, channel)]


def _send_out(ways: list[tuple[Notice, Channel]], at: datetime) -> None:
    rows = [NoticeDelivery(notice=notice, channel=channel, created_at=at) for notice, channel in ways]
    NoticeDelivery.objects.bulk_create(rows)
    for row in rows:
        app.configure_task(DELIVER, queue="upkeep", priority=LAST, lock=f"notice-{row.id}").defer(
            delivery_id=str(row.id)
        )
