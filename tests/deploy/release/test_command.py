"""`deploy_ecs` as it is typed: codes, JSON, help, and no need of a database."""

import json
import signal
import subprocess
import sys

import pytest

from config import env
from deploy.management import acting
from deploy.management.acting import Asked
from tests.deploy.release import stages


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    values = env.for_children(DATABASE_URL="postgres://nobody@127.0.0.1:1/none", DJANGO_SETTINGS_MODULE="")
    command = [sys.executable, "manage.py", "deploy_ecs", *arguments]
    return subprocess.run(command, cwd=env.ROOT, env=values, capture_output=True, text=True, check=False, timeout=60)


def test_a_rehearsal_needs_no_database_and_ends_with_the_code() -> None:
    done = run("dev", "--rehearse", "migration-fails", "--json")
    assert done.returncode == 5, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[-1]["phase"] == "end"
    assert events[-1]["code"] == 5
    assert events[-1]["next"] == "mend the migration, then manage.py deploy_ecs dev"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_detaches_and_says_how_to_go_on(number: signal.Signals) -> None:
    command = [sys.executable, "manage.py", "deploy_ecs", "dev", "--rehearse", "timeout", "--speed", "20"]
    with subprocess.Popen(command, cwd=env.ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "worker: asked for" in line:
                process.send_signal(number)
                break
        rest = process.stdout.read()
    assert process.returncode == 130
    assert "DETACHED (exit 130)" in rest
    assert "manage.py deploy_ecs dev --resume, or --abort" in rest


def test_help_shows_examples_and_codes() -> None:
    done = run("--help")
    assert done.returncode == 0
    for words in ("--rehearse crash-loop", "exit codes:", "--resume", "9 locked by another"):
        assert words in done.stdout


def test_wrong_usage_ends_with_2() -> None:
    assert run().returncode == 2
    assert run("dev", "--resume", "--abort").returncode == 2
    assert run("DEV!", "--rehearse", "happy").returncode == 2
    assert run("dev", "--rehearse", "sunshine").returncode == 2


def test_prod_is_confirmed_by_typing_its_name() -> None:
    asked = Asked("prod", "us-east-1", "", 0, is_json=False)
    assert acting.is_confirmed(asked, _Terminal("prod\n"), _Out(), is_dry=False)
    assert not acting.is_confirmed(asked, _Terminal("yes\n"), _Out(), is_dry=False)
    assert not acting.is_confirmed(asked, _Terminal("prod\n", is_there=False), _Out(), is_dry=False)
    assert acting.is_confirmed(asked, _Terminal("", is_there=False), _Out(), is_dry=True)


def test_json_tells_what_lines_tell() -> None:
    code, lines = stages.command("happy", is_json=True)
    events = [json.loads(line) for line in lines]
    assert code == 0
    assert next(event["phase"] for event in events if event["phase"] != "rollout") == "preflight"
    assert {"role", "running", "desired", "status"} <= set(next(e for e in events if e.get("status") == "SUCCESSFUL"))


class _Terminal:
    def __init__(self, answer: str, *, is_there: bool = True) -> None:
        self._answer, self._is_there = answer, is_there

    def isatty(self) -> bool:
        return self._is_there

    def readline(self) -> str:
        return self._answer


class _Out:
    def write(self, _: str, /) -> None: ...
    def flush(self) -> None: ...
