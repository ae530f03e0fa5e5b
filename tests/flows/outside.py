"""Runs over recordings that are written down outside, and the account they are written down in."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_django.fixtures import Settings

from config.outside import Transcribe
from rung.accounts.enums import Speech
from rung.accounts.models import Practice
from rung.pipelines import engine, flows
from rung.pipelines.errors import StageWaits
from rung.pipelines.models import PipelineRun
from rung.providers.transcribe_medical import service
from tests.fakes import transcribe
from tests.fakes.transcribe import BUCKET, KEY, Outside
from tests.fakes.twin import Twin
from tests.flows import scenes

type Account = tuple[Twin, Twin, Outside]  # the service, the bucket, what is held


@contextmanager
def account(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Account]:
    """Serve an account, and set this process and its children up for it."""
    with transcribe.serving() as (jobs, files, held):
        addresses = {"AWS_ENDPOINT_URL_TRANSCRIBE": jobs.url, "AWS_ENDPOINT_URL_S3": files.url}
        ours = {"RUNG_TRANSCRIBE_BUCKET": BUCKET, "RUNG_TRANSCRIBE_KMS_KEY_ID": KEY}
        for name, value in {**transcribe.ENVIRONMENT, **addresses, **ours}.items():
            monkeypatch.setenv(name, value)
        settings.TRANSCRIBE = Transcribe(BUCKET, KEY, "", "")
        service.connect.cache_clear()
        yield jobs, files, held
        service.connect.cache_clear()


def queued_memo() -> PipelineRun:
    """Return a run over a recording, of a practice that has them written down outside."""
    run = scenes.queued_memo()
    Practice.objects.filter(pk=run.requested_by.practice_id).update(speech=Speech.TRANSCRIBE_MEDICAL)
    return run


def visit(run: PipelineRun, recipe: engine.Recipe | None = None) -> float | None:
    """Let a worker visit a run; return after how many seconds it wants to come back, None where it does not."""
    try:
        engine.advance(
            run.id, lambda kind: recipe or flows.recipe_of(kind), by_id=run.requested_by_id, must_stop=lambda: False
        )
    except StageWaits as waits:
        return waits.seconds
    finally:
        run.refresh_from_db()
    return None


def visit_to_the_end(run: PipelineRun, *, most: int = 12) -> int:
    """Visit a run until it does not want to be; return how often."""
    for number in range(1, most + 1):
        if visit(run) is None:
            return number
    raise AssertionError(f"it still waits after {most} visits")
