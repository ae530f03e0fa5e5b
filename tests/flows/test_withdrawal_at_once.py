"""A withdrawal and a commit at the same moment: one waits for the other, and nothing slips between."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction

from rung.clients.enums import Modality, Purpose
from rung.clients.services.consents import Scope
from rung.pipelines import engine, flows, services
from rung.pipelines.enums import RunStatus
from rung.pipelines.errors import FenceLost
from rung.pipelines.models import PipelineRun
from rung.pipelines.stages.stage import Work
from rung.sessions.models import ClinicalBrief, RiskFlag, SessionTranscript
from tests.factories import records
from tests.flows import scenes
from tests.flows.scenes import NOW

pytestmark = pytest.mark.django_db(transaction=True)

PROCESSING = Scope(Purpose.AI_PROCESSING, Modality.IN_PERSON)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def withdraw(run: PipelineRun) -> None:
    services.withdraw_consent(client=run.client, scope=PROCESSING, by=run.requested_by, at=NOW)


def in_a_thread(pool: ThreadPoolExecutor, act: Callable[[], object]) -> Future[object]:
    def call() -> object:
        try:
            return act()
        finally:
            connection.close()

    return pool.submit(call)


def until_somebody_waits() -> None:
    deadline = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone() == (1,):
                return
    pytest.fail("they never met")


def test_a_withdrawal_waits_for_what_was_allowed() -> None:
    run = scenes.queued_run()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.require_consents_of(run, at=NOW)
            taken_back = in_a_thread(pool, lambda: withdraw(run))
            until_somebody_waits()
            records.flag(run.requested_by, SessionTranscript.objects.get())
            assert not taken_back.done()
        taken_back.result(20)
    run.refresh_from_db()
    assert run.status == RunStatus.CANCELED
    assert RiskFlag.objects.count() == 1


def test_a_commit_waits_for_a_withdrawal_and_keeps_nothing() -> None:
    run, thought, may_go_on = scenes.queued_run(), threading.Event(), threading.Event()
    keep_brief = next(s for s in flows.recipe_of("pre_session") if s.name == "keep_brief")

    def think(given: Any, work: Work) -> Any:
        thought.set()
        may_go_on.wait(20)
        return keep_brief.think(given, work)

    recipe = tuple(replace(s, think=think) if s is keep_brief else s for s in flows.recipe_of("pre_session"))
    with ThreadPoolExecutor(1) as pool:
        worker = in_a_thread(
            pool,
            lambda: engine.advance(run.id, lambda _kind: recipe, by_id=run.requested_by_id, must_stop=lambda: False),
        )
        assert thought.wait(20)
        with transaction.atomic():
            withdraw(run)
            may_go_on.set()
            until_somebody_waits()
        with pytest.raises(FenceLost):
            worker.result(20)
    run.refresh_from_db()
    assert run.status == RunStatus.CANCELED
    assert not ClinicalBrief.objects.exists()
