"""Workers let go of what waits outside: others are served meanwhile, and a killed one begins nothing twice."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from rung.clients.enums import Modality, Purpose
from rung.clients.services.consents import Scope
from rung.pipelines import services
from rung.pipelines.enums import RunStatus
from rung.pipelines.models import PipelineRun
from rung.sessions.models import SessionTranscript
from tests.fakes.transcribe import Outside
from tests.fakes.twin import Answer, Line
from tests.flows import effects, outside, scenes, workers
from tests.flows.outside import Account, queued_memo
from tests.flows.scenes import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]

SINGLE = "tests.flows.single"


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Account]:
    with outside.account(monkeypatch, settings) as held:
        held[2].life = ["IN_PROGRESS"]
        yield held


@pytest.fixture
def held(account: Account) -> Outside:
    return account[2]


def complete(run: PipelineRun) -> bool:
    run.refresh_from_db()
    return run.status == RunStatus.COMPLETE


def let_all_end(held: Outside) -> None:
    held.life = ["COMPLETED"]
    for job in held.jobs.values():
        job["life"] = ["COMPLETED"]


def is_clean(held: Outside) -> bool:
    return not held.jobs and not held.plain_copies()


def test_a_single_worker_finishes_another_run_while_the_first_waits(held: Outside, tmp_path: Path) -> None:
    first, second = queued_memo(), scenes.queued_run()
    worker = workers.start(tmp_path, settings_module=SINGLE)
    try:
        workers.wait_until(lambda: complete(second), what="the run that needs nobody", worker=worker)
        workers.wait_until(lambda: bool(held.begun), what="the job outside", worker=worker)
        third = scenes.queued_run()
        workers.wait_until(lambda: complete(third), what="the run that came later", worker=worker)
        first.refresh_from_db()
        assert first.status == RunStatus.RUNNING
        let_all_end(held)
        workers.wait_until(lambda: complete(first), what="the run that waited", worker=worker)
        workers.wait_until(lambda: is_clean(held), what="the end of what was outside", worker=worker)
    finally:
        worker.stop()
    assert len(held.begun) == 1
    assert effects.effects_of(first)["briefs"] == 1


def finish(run: PipelineRun, held: Outside, folder: Path) -> None:
    second = workers.start(folder)
    try:
        workers.wait_until(lambda: len(held.begun) == 1, what="the job outside", worker=second)
        let_all_end(held)
        workers.wait_until(lambda: complete(run), what="the run to complete", worker=second)
        workers.wait_until(lambda: is_clean(held), what="the end of what was outside", worker=second)
    finally:
        second.stop()


def test_a_worker_killed_while_waiting_leaves_one_job_to_the_next(held: Outside, tmp_path: Path) -> None:
    run = queued_memo()
    first = workers.start(tmp_path)
    workers.wait_until(lambda: bool(held.begun), what="the job outside", worker=first)
    first.kill()
    finish(run, held, tmp_path)
    assert len(held.begun) == 1
    assert SessionTranscript.objects.filter(session=run.session).count() == 1


def test_a_worker_killed_while_it_begins_the_job_leaves_one_to_the_next(account: Account, tmp_path: Path) -> None:
    jobs, _, held = account
    run, let_go = queued_memo(), threading.Event()

    def begun_but_unanswered(_line: Line, answer: Answer) -> None:
        answer()
        let_go.wait(60)

    def pass_on_what_is_asked(line: Line, answer: Answer) -> None:
        jobs.breaks.append(begun_but_unanswered)
        said = answer()
        line.send_response(said.status)
        line.send_header("Content-Length", str(len(said.body)))
        line.end_headers()
        line.wfile.write(said.body)

    jobs.breaks[:] = [pass_on_what_is_asked]  # whether there is a job; then the start
    first = workers.start(tmp_path)
    workers.wait_until(lambda: bool(held.begun), what="the job outside", worker=first)
    first.kill()
    let_go.set()
    assert run.stages.get(name="transcribe").outside.startswith("announced:")
    finish(run, held, tmp_path)
    assert len(held.begun) == 1
    assert SessionTranscript.objects.filter(session=run.session).count() == 1


def test_a_withdrawal_while_waiting_has_a_worker_remove_everything(held: Outside, tmp_path: Path) -> None:
    run = queued_memo()
    worker = workers.start(tmp_path)
    try:
        workers.wait_until(lambda: bool(held.begun), what="the job outside", worker=worker)
        scope = Scope(Purpose.RECORDING, Modality.IN_PERSON)
        services.withdraw_consent(client=run.client, scope=scope, by=run.requested_by, at=NOW)
        workers.wait_until(lambda: is_clean(held), what="the end of what was outside", worker=worker)
    finally:
        worker.stop()
    run.refresh_from_db()
    assert run.status == RunStatus.CANCELED
    assert not SessionTranscript.objects.exists()
