"""`manage.py ecs`: looking, going back, scaling, one command, and the lock, over the same rehearsals."""

import subprocess
import sys

import pytest

from config import env
from deploy.management import operating
from deploy.management.acting import Asked
from deploy.management.operating import Wants
from deploy.rehearsal.digests import OLDER
from deploy.release import changing, deploying, watching
from deploy.release.codes import Code, Ended
from deploy.release.desk import Desk, Wish
from tests.deploy.release import stages


def ecs(act: str, *words: str, scenario: str = "happy", **more: object) -> tuple[int, str]:
    lines: list[str] = []
    wants = Wants(act, words, **more)  # type: ignore[arg-type]  # each test names its own
    code = operating.operate(Asked("dev", "us-east-1", scenario, 0, is_json=False), wants, lines.append)
    return code, "\n".join(lines)


def test_status_tells_what_serves_and_who_has_the_lock() -> None:
    code, text = ecs("status")
    assert code == 0
    for words in ("web     2/2 running", "worker  1/1 running", "rung-dev-web:7", "lock    free"):
        assert words in text
    assert (
        "lock    ann@laptop, release 2030-01-15T085900Z-aaaaaaaa, in rollout" in ecs("status", scenario="lock-held")[1]
    )
    _, text = ecs("status", scenario="zero-tasks")
    assert "does not serve:" in text
    assert "Next: manage.py ecs doctor dev" in text


def test_history_tells_the_newest_first() -> None:
    code, text = ecs("history")
    assert code == 0
    assert text.index("2030-01-12") < text.index("2030-01-06")
    assert "2030-01-06" not in ecs("history", last=1)[1]


def test_a_release_is_written_down_with_who_what_and_how_it_ended() -> None:
    played = stages.staged("crash-loop")
    played.deploy()

    def look(desk: Desk, _: Wish) -> Ended:
        return watching.history(desk, 5)

    assert played.act(look) is Code.OK
    newest = played.report.splitlines()[1]
    for words in ("rolled back", "you@rehearsal", "22222222"):
        assert words in newest


def test_rollback_goes_to_the_last_release_that_served() -> None:
    played = stages.staged("happy")
    played.deploy()

    def back(desk: Desk, wish: Wish) -> Ended:
        return changing.rollback(desk, wish, "")

    assert played.act(back) is Code.OK, played.text
    assert "going back to 2030-01-12T090000Z" in played.text
    assert set(played.running()["web"]) == set(played.running()["worker"])
    assert played.records()[0]["outcome"] == "released"
    assert len(played.world.one_offs) == 1  # migrations are not taken back


def test_rollback_to_a_named_release_or_none() -> None:
    code, text = ecs("rollback", to="2030-01-06T090000Z-" + OLDER[7:15])
    assert code == 0, text
    assert f"rung-dev serves {OLDER}" in text
    code, text = ecs("rollback", to="2030-01-01T000000Z-00000000")
    assert code == Code.PREFLIGHT
    assert "Nothing was changed" in text
    assert ecs("rollback", scenario="lock-held")[0] == Code.LOCKED
    assert ecs("rollback", scenario="rollback-fails")[0] == Code.ROLLBACK_FAILED


def test_logs_show_running_and_stopped_tasks() -> None:
    code, text = ecs("logs")
    assert code == 0
    assert "Listening at" in text
    assert "0 tasks of worker had stopped" in ecs("logs", service="worker", is_stopped=True)[1]


def test_followed_logs_end_with_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    played = stages.staged("happy")

    def press(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(played.world.clock, "sleep", press)

    def follow(desk: Desk, _: Wish) -> Ended:
        return watching.logs(desk, "web", is_stopped=False, follow=True)

    assert played.act(follow) is Code.DETACHED


def test_scale_asks_and_waits() -> None:
    code, text = ecs("scale", "web=3", "worker=2")
    assert code == 0
    assert "web 3/3, worker 2/2" in text
    for words in ((), ("web",), ("web=-1",), ("database=2",)):
        assert ecs("scale", *words)[0] == Code.USAGE
    assert ecs("scale", "web=3", scenario="lock-held")[0] == Code.LOCKED


def test_run_ends_with_the_commands_own_code() -> None:
    code, text = ecs("run", "python", "manage.py", "check")
    assert code == 0
    assert "python manage.py check ended with exit code 0" in text
    assert ecs("run")[0] == Code.USAGE
    assert ecs("run", "false", scenario="migration-fails")[0] == 5


def test_doctor_tells_every_problem_with_what_mends_it() -> None:
    code, text = ecs("doctor")
    assert (code, "rung-dev is well" in text) == (0, True)
    code, text = ecs("doctor", scenario="secret-key-missing")
    assert code == Code.PREFLIGHT
    assert "has no JSON key value" in text
    code, text = ecs("doctor", scenario="zero-tasks")
    assert text.count("✗") >= 2
    assert "/health/ready answers 503" in text


def test_the_lock_is_shown_and_stolen() -> None:
    assert "lock    ann@laptop" in ecs("lock", "status", scenario="lock-held")[1]
    code, text = ecs("lock", "steal", scenario="lock-held")
    assert (code, "lock    free" in text) == (0, True)
    assert ecs("lock", "pick")[0] == Code.USAGE


def test_a_stolen_lock_stops_its_owner() -> None:
    played = stages.staged("happy")
    other = stages.beside(played)

    def steal(desk: Desk, _: Wish) -> Ended:
        return watching.lock(desk, "steal", "bob@desktop")

    calls: list[str] = []

    def at_run(_: object, __: str, operation: str) -> None:
        calls.append(operation)
        if operation == "RunTask" and calls.count("RunTask") == 1:
            other.act(steal)

    played.world.each_call = at_run
    assert played.act(deploying.deploy) is Code.SUPERSEDED


def test_options_may_stand_anywhere() -> None:
    command = [sys.executable, "manage.py", "ecs", "run", "dev", "--rehearse", "happy", "--", "python", "-m", "this"]
    done = subprocess.run(command, cwd=env.ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "python -m this ended with exit code 0" in done.stdout


def test_a_scan_is_told() -> None:
    code, text = ecs("scan")
    assert code == 0
    assert "The scan of rehearsed found 2 low." in text
