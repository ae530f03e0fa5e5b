"""What the service wrote down, as the record has it; and nowhere else."""

from collections.abc import Iterator

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from rung.audit import services as audit
from rung.pipelines.models import PipelineRun
from rung.sessions import selectors
from tests.fakes.transcribe import Outside, Words
from tests.flows import outside
from tests.flows.outside import queued_memo, visit_to_the_end
from tests.flows.scenes import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Outside]:
    with outside.account(monkeypatch, settings) as (_, _, found):
        yield found


def lines_of(run: PipelineRun) -> list[tuple[str, str]]:
    assert run.transcript is not None
    subject = audit.Subject("transcript", run.transcript.id, run.client_id)
    with audit.access(by=run.requested_by, at=NOW, subject=subject):
        return [(line.speaker, line.text) for line in selectors.lines_of(run.transcript)]


ONE_VOICE: Words = (("spk_0", 1.0, "I slept well ."), ("spk_0", 4.0, "I went for a walk ."))


@pytest.mark.parametrize(
    ("said", "speakers"), [(None, ["therapist", "client"] * 3), (ONE_VOICE, ["unknown"])], ids=["two", "one"]
)
def test_who_spoke_is_told_where_it_is_certain(held: Outside, said: Words | None, speakers: list[str]) -> None:
    held.words = said or held.words
    run = queued_memo()
    visit_to_the_end(run)
    assert [speaker for speaker, _ in lines_of(run)] == speakers


def test_nothing_that_was_said_is_left_in_logs_jobs_or_rows(
    held: Outside, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG", logger="rung")
    held.words = (("spk_0", 1.0, "Zyxquintilla ."),)
    run = queued_memo()
    visit_to_the_end(run)
    held.content = b'{"results": "Zyxquintilla"}'
    broken = queued_memo()
    visit_to_the_end(broken)
    jobs = str(list(ProcrastinateJob.objects.values_list("args", "lock", "queueing_lock")))
    stages = str(
        list(run.stages.values_list("outside", "reason")) + list(broken.stages.values_list("outside", "reason"))
    )
    assert "Zyxquintilla" not in caplog.text + "".join(capfd.readouterr()) + jobs + stages
    assert "Zyxquintilla" in lines_of(run)[0][1]
