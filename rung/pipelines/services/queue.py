"""How the queue stands: counts and ages, never what a job is about."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob


@dataclass(frozen=True, slots=True)
class Queue:
    """Jobs that are due and wait, the age of the oldest in seconds, and those that failed for good."""

    waiting: int
    oldest_seconds: int
    failed: int


def measure_queue(*, at: datetime) -> Queue:
    """Count what waits. A job counts from when it was first asked for, however often it was put back."""
    due = Q(status="todo") & (Q(scheduled_at=None) | Q(scheduled_at__lte=at))
    jobs = ProcrastinateJob.objects.filter(due)
    asked = ProcrastinateEvent.objects.filter(type="deferred", job__in=jobs).aggregate(first=Min("at"))["first"]
    age = int((at - asked).total_seconds()) if asked else 0
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    return Queue(jobs.count(), max(age, 0), failed)
