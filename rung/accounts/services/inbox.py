"""What somebody does with notices: read them, and decide how to be told."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts import policies, selectors
from rung.accounts.enums import Channel, NoticeKind
from rung.accounts.models import Clinician, Notice, NoticeChoice
from rung.audit import services as audit


@transaction.atomic
def mark_notice_read(*, notice_id: UUID, by: Clinician, at: datetime) -> Notice:
    """Mark one notice as read; marking it again changes nothing.

    Raises:
        NoticeNotFound: there is none, or it is somebody else's.
    """
    notice = selectors.notice_of(by, notice_id)
    if Notice.objects.filter(pk=notice.pk, seen_at=None).update(seen_at=at):
        notice.seen_at = at
        audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("notice", notice.id))
    return notice


@transaction.atomic
def mark_all_notices_read(*, by: Clinician, at: datetime) -> int:
    """Mark everything in the inbox as read; return how much was not."""
    count = selectors.unseen_notices_of(by).update(seen_at=at)
    if count:
        audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("notices", by.id))
    return count


@transaction.atomic
def choose_channels(*, on: Collection[tuple[NoticeKind, Channel]], by: Clinician, at: datetime) -> None:
    """Set how somebody is told of each kind: what is named is on, what is not is off.

    Raises:
        AlwaysShown: danger would not be in the inbox; nothing is changed.
    """
    policies.check_may_silence(on)
    NoticeChoice.objects.filter(clinician=by).delete()
    NoticeChoice.objects.bulk_create(
        NoticeChoice(clinician=by, kind=kind, channel=channel, is_on=(kind, channel) in on, created_at=at)
        for kind in NoticeKind
        for channel in Channel
        if ((kind, channel) in on) != policies.is_told_by_default(kind, channel)
    )
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("notice_channels", by.id))
