"""PostgreSQL goes away in mid-run and comes back: the run completes, each effect once."""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config import env
from rung.pipelines.enums import RunStatus
from tests.flows import effects, workers

pytestmark = pytest.mark.xdist_group("workers")


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder whose path is short enough for a Unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="rung-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def ask(state: Path, *question: str) -> str:
    """Ask the Rung of a state folder."""
    values = env.for_children(RUNG_STATE_DIR=str(state), DATABASE_URL="", DJANGO_SETTINGS_MODULE="tests.flows.settings")
    command = [sys.executable, "-m", "tests.flows.solo", *question]
    done = subprocess.run(command, env=values, capture_output=True, text=True, cwd=env.ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "how",
    [pytest.param(signal.SIGINT, marks=pytest.mark.soak, id="stopped"), pytest.param(signal.SIGKILL, id="crashed")],
)
def test_a_run_outlives_its_database(state: Path, tmp_path: Path, how: signal.Signals) -> None:
    run = ask(state, "queue")
    worker = workers.start(tmp_path, hold="analyse:think", state=state)
    try:
        workers.wait_until((tmp_path / "held").exists, what="analyse", worker=worker)
        postmaster = psutil.Process(int((state / "postgres" / "postmaster.pid").read_text().splitlines()[0]))
        postmaster.send_signal(how)
        postmaster.wait(20)
        (tmp_path / "go").touch()
        finished = {RunStatus.COMPLETE, RunStatus.FAILED, RunStatus.PARTLY_COMPLETE}
        workers.wait_until(lambda: ask(state, "status", run) in finished, what="the run to end", worker=worker)
        assert ask(state, "status", run) == RunStatus.COMPLETE
        assert json.loads(ask(state, "effects", run)) == effects.once()
    finally:
        worker.stop()
