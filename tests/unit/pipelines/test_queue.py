"""The queue says how it stands, in the very line that alarms and scaling read."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent

from rung.common import clock
from rung.pipelines import tasks
from rung.pipelines.services.queue import Queue, measure_queue

pytestmark = pytest.mark.django_db


def test_an_empty_queue_has_no_age() -> None:
    assert measure_queue(at=clock.now()) == Queue(0, 0, 0)


def test_what_is_due_waits_and_what_is_scheduled_does_not() -> None:
    at = clock.now()
    app.configure_task("measure_queue").defer(timestamp=0)
    app.configure_task("purge_recordings", schedule_at=at + timedelta(hours=2)).defer(timestamp=0)
    asked = ProcrastinateEvent.objects.filter(type="deferred").order_by("at")[0].at
    assert asked is not None
    assert measure_queue(at=asked + timedelta(seconds=90)) == Queue(1, 90, 0)
    assert measure_queue(at=at + timedelta(hours=3)).waiting == 2


def test_the_line_has_numbers_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        tasks.measure_queue(0)
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    (line,) = [line for line in lines if line["event"] == "queue measured"]
    assert (line["waiting"], line["oldest_seconds"], line["failed"]) == (0, 0, 0)
