"""Take one notice through one channel outside: at most MOST_TRIES, one worker at a time, the words of its kind."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction

from rung.accounts.errors import DeliveryHeld, NotDelivered
from rung.accounts.models import NoticeDelivery
from rung.accounts.services import channels
from rung.common import scope
from rung.common.errors import RungError

MOST_TRIES = 4
HELD = timedelta(seconds=60)  # longer than any channel takes
GONE = "recipient_gone"

log = structlog.get_logger("rung.accounts")


def deliver(*, delivery_id: UUID, at: datetime) -> None:
    """Send one notice, and say what became of it; what was sent or given up is left alone.

    Raises:
        DeliveryHeld: another worker has it; come back.
        NotDelivered: it was not taken; come back.
    """
    with scope.acting(scope.UPKEEP):
        row = _claimed(delivery_id, at)
    if row is None:
        return
    failure = _failure_of(row)
    with scope.acting(scope.UPKEEP):
        is_over = _settle(row, failure, at)
    if failure:
        log.warning("notice not delivered", code=failure, attempt=row.tries)
    if not is_over:
        raise NotDelivered


@transaction.atomic
def _claimed(delivery_id: UUID, at: datetime) -> NoticeDelivery | None:
    """Return the delivery with this try counted, or None where nothing is left to do."""
    waiting = NoticeDelivery.objects.filter(sent_at=None, given_up_at=None).select_related("notice__recipient")
    row = waiting.select_for_update(of=("self",)).filter(pk=delivery_id).first()
    if row is None:
        return None
    if row.held_until is not None and row.held_until > at:
        raise DeliveryHeld
    if not row.notice.recipient.is_active or row.tries >= MOST_TRIES:
        row.failure = row.failure if row.notice.recipient.is_active else GONE
        row.given_up_at = at
        row.save(update_fields=["failure", "given_up_at"])
        return None
    row.tries, row.tried_at, row.held_until = row.tries + 1, at, at + HELD
    row.save(update_fields=["tries", "tried_at", "held_until"])
    return row


def _settle(row: NoticeDelivery, failure: str, at: datetime) -> bool:
    """Keep what became of a try; answer whether it was the last."""
    is_over = not failure or row.tries >= MOST_TRIES
    ours = NoticeDelivery.objects.filter(pk=row.pk, tries=row.tries)  # a worker that came later has counted on
    ours.update(
        failure=failure,
        held_until=None,
        sent_at=None if failure else at,
        given_up_at=at if failure and is_over else None,
    )
    return is_over


def _failure_of(row: NoticeDelivery) -> str:
    """Return the code of why a notice was not taken; empty where it was."""
    try:
        channels.send(row)
    except RungError as refusal:
        return refusal.code
    return ""
