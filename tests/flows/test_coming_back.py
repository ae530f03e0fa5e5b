"""When a job is taken up again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from procrastinate.jobs import Job

from rung.common import clock
from rung.pipelines import tasks
from rung.pipelines.errors import StageWaits
from tests.flows.scenes import NOW


def retry_at(exception: Exception, attempts: int) -> datetime | None:
    job: Any = Job(id=1, queue="pipelines", lock=None, queueing_lock=None, task_name="run_pipeline", attempts=attempts)
    decision = tasks.ComeBack().get_retry_decision(exception=exception, job=job)
    return decision.retry_at if decision else None


@pytest.mark.parametrize("attempts", [0, 5000])
def test_a_stage_that_waits_says_itself_when(monkeypatch: pytest.MonkeyPatch, attempts: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert retry_at(StageWaits(12.5), attempts) == NOW + timedelta(seconds=12.5)


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 1), (3, 4), (500, 60)])
def test_a_failure_waits_longer_each_time_and_never_over_a_minute(
    monkeypatch: pytest.MonkeyPatch, attempts: int, seconds: int
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert retry_at(ConnectionError(), attempts) == NOW + timedelta(seconds=seconds)


def test_a_job_that_fails_for_ever_ends() -> None:
    assert retry_at(ConnectionError(), tasks.MOST_ATTEMPTS) is None
