"""Five hundred workers killed at any moment: nothing is lost, nothing is done twice."""

import random
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from rung.pipelines import flows
from rung.pipelines.enums import ACTIVE, Kind
from rung.pipelines.models import PipelineRun
from tests.flows import effects, scenes, workers

KILLS = 500
WAITING = 3  # runs in the queue at any time
KINDS_OF_RUN = [(text, Kind(kind)) for text in (scenes.CALM, scenes.GRAVE) for kind in flows.RECIPES]
SHORTEST, LONGEST = 0.6, 2.4  # seconds a worker lives; it needs about one to begin

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.soak]


def waiting() -> int:
    return PipelineRun.objects.filter(status__in=ACTIVE).count()


def test_workers_killed_at_any_moment_lose_and_repeat_nothing(tmp_path: Path) -> None:
    chance, runs = random.Random(random.random()), list[PipelineRun]()  # noqa: S311 — the seed is the test run's own
    for _ in range(KILLS):
        runs += [scenes.queued_run(*chance.choice(KINDS_OF_RUN)) for _ in range(WAITING - waiting())]
        worker = workers.start(tmp_path)
        with suppress(subprocess.TimeoutExpired):
            worker.process.wait(chance.uniform(SHORTEST, LONGEST))
            raise AssertionError(f"a worker ended by itself:\n{worker.log.read_text()}")
        worker.kill()
        worker.log.unlink()
    last = workers.start(tmp_path)
    try:
        workers.wait_until(lambda: waiting() == 0, what="the last runs", worker=last)
    finally:
        last.stop()
    for run in runs:
        flagged = scenes.flags_of(run) > 0
        assert effects.effects_of(run) == effects.once(run.kind, flagged=flagged)
    assert len(runs) > KILLS / 10, "hardly anything ran: the workers were killed before they began"
