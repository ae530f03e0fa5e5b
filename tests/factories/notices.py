"""Notices of somebody, and a worker that takes them outside."""

import uuid
from datetime import datetime

from procrastinate.contrib.django.models import ProcrastinateJob

from rung.accounts.enums import NoticeKind
from rung.accounts.errors import DeliveryHeld, NotDelivered
from rung.accounts.models import Clinician, Notice
from rung.accounts.services import delivering, notices
from tests.factories.people import NOON


def notice(of: Clinician, kind: NoticeKind = NoticeKind.BRIEF_READY, about: uuid.UUID | None = None) -> Notice:
    """Return a new notice of somebody, about something that need not exist."""
    telling = notices.Telling(of.id, kind, uuid.uuid4(), about or uuid.uuid4())
    return notices.notify(tellings=[telling], at=NOON)[0]


def queued() -> list[uuid.UUID]:
    """Return the deliveries that have a job, oldest first."""
    jobs = ProcrastinateJob.objects.filter(task_name=notices.DELIVER, status="todo").order_by("id")
    return [uuid.UUID(job.args["delivery_id"]) for job in jobs]


def carry(at: datetime = NOON) -> list[str]:
    """Try every queued delivery once, as a worker does; return the codes of those to come back to."""
    left = []
    for delivery_id in queued():
        try:
            delivering.deliver(delivery_id=delivery_id, at=at)
        except (DeliveryHeld, NotDelivered) as refusal:
            left.append(refusal.code)
    return left
