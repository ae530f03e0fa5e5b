"""Every scenario: its exit code, what serves afterwards, and a report that names the cause and the next command."""

import re
from dataclasses import dataclass

import pytest

from deploy.rehearsal.digests import NEW, OLD, OTHER
from deploy.rehearsal.scenarios import SCENARIOS
from deploy.release.codes import Code
from tests.deploy.release import stages

BACK = "Every service runs the release before again, and serves."


@dataclass(frozen=True, slots=True)
class End:
    """How a scenario must end."""

    digest: str  # what both services run
    says: tuple[str, ...]  # in the report
    is_locked: bool = False  # afterwards
    outcome: str = ""  # in the record, where there is one
    definitions: int = 8  # the newest revision of web


ENDS = {
    "happy": End(NEW, ("RELEASED (exit 0)", "web 2/2, worker 1/1"), outcome="released"),
    "crash-loop": End(
        OLD,
        (BACK, "exit code 3", "RUNG_AUDIT_BUCKET", "A value the application needs is not set", "infra plan dev"),
        outcome="rolled back",
    ),
    "unhealthy-target": End(
        OLD,
        (BACK, "Task failed ELB health checks", "do not answer 200", "ecs logs dev --service web"),
        outcome="rolled back",
    ),
    "image-missing": End(OLD, ("rung-dev has no image rehearsed", "build and push it"), definitions=7),
    "secret-missing": End(
        OLD, ("RUNG_DATABASE_PASSWORD", "does not exist or has no value", "ecs doctor"), definitions=7
    ),
    "secret-key-missing": End(OLD, ("RUNG_DATABASE_PASSWORD", "has no JSON key value", "ecs doctor"), definitions=7),
    "migration-fails": End(
        OLD,
        ("Traffic is untouched", "clients.0042_phone failed with PostgreSQL's code 42701", "mend the migration"),
        outcome="migration failed, traffic untouched",
    ),
    "breaker-without-rollback": End(OLD, (BACK, "circuit breaker", "web ended as stopped"), outcome="rolled back"),
    "breaker-off": End(OLD, (BACK, "exit code 3", "infra plan dev"), outcome="rolled back"),
    "rollback-fails": End(
        OLD,
        ("ROLLBACK FAILED (exit 7)", "does NOT serve again", "web: 0 of 2 tasks run", "ecs rollback dev"),
        outcome="ROLLBACK FAILED",
    ),
    "superseded": End(
        OTHER,
        ("Another release of web began after ours", "ecs status dev"),
        outcome="superseded by another release",
        definitions=9,
    ),
    "stopped": End(OLD, (BACK, "Somebody stopped the deployment", "ask who did"), outcome="rolled back"),
    "throttled": End(NEW, ("RELEASED (exit 0)",), outcome="released"),
    "lock-held": End(OLD, ("locked by ann@laptop", "in rollout", "ecs lock dev status"), is_locked=True, definitions=7),
    "lock-stale": End(NEW, ("RELEASED (exit 0)",), outcome="released"),
    "timeout": End(
        OLD, ("did not end within 1200 s", BACK, "AWS had no room", "ecs doctor dev"), outcome="not ended in time"
    ),
    "zero-tasks": End(OLD, ("web is scaled to 0 tasks", "ecs scale dev web=1"), definitions=7),
    "wrong-architecture": End(OLD, ("built for ARM64", "web runs on X86_64", "--platform linux/amd64"), definitions=7),
    "same-definition": End(NEW, ("RELEASED (exit 0)",), outcome="released"),
    "no-change": End(NEW, ("already serves", "nothing was changed")),
    "credentials-expired": End(
        NEW, ("credentials are missing or have expired", "AWS goes on", "--resume"), is_locked=True, outcome="started"
    ),
    "killed-and-resumed": End(NEW, ("RELEASED (exit 0)",), outcome="released"),
}


def test_every_scenario_is_told_here() -> None:
    assert set(ENDS) == set(SCENARIOS)


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name != "killed-and-resumed"])
def test_a_scenario_ends_as_it_must(name: str) -> None:
    (played, code), end = stages.finished(name), ENDS[name]
    assert code == SCENARIOS[name].ends, played.text
    assert set(played.serving().values()) == {end.digest}
    for words in end.says:
        assert words in played.report, played.report
    assert "Next: " in played.report
    assert bool(played.lease().get("held_by")) == end.is_locked
    outcomes = [str(record["outcome"]) for record in played.records()]
    assert outcomes == ([end.outcome] if end.outcome else [])
    web = played.world.family("rung-dev-web")
    assert len(web) == end.definitions - 5


@pytest.mark.parametrize("name", ["crash-loop", "unhealthy-target", "breaker-without-rollback", "stopped", "timeout"])
def test_after_a_rollback_no_task_of_the_failed_release_is_left(name: str) -> None:
    played, _ = stages.finished(name)
    assert played.running() == {"web": {OLD}, "worker": {OLD}}


@pytest.mark.parametrize("name", ["image-missing", "secret-missing", "zero-tasks", "lock-held", "no-change"])
def test_a_refused_release_changes_nothing(name: str) -> None:
    played, _ = stages.finished(name)
    changing = {"ecs:UpdateService", "ecs:RegisterTaskDefinition", "ecs:RunTask", "s3:PutObject"}
    assert not changing & set(played.world.calls)


def test_a_killed_release_is_taken_up_by_the_next_command() -> None:
    code, lines = stages.command("killed-and-resumed")
    assert code is Code.OK
    text = "\n".join(lines)
    assert text.index("the command is killed here") < text.index("taking up") < text.index("RELEASED (exit 0)")


def test_dying_tasks_are_not_waited_for_where_ecs_would_go_on_for_ever() -> None:
    played = stages.staged("breaker-off")
    played.deploy()
    assert re.search(r"[34] tasks died alike \(EssentialContainerExited", played.text)
    assert "ecs:StopServiceDeployment" in played.world.calls
    assert (played.world.clock.now() - stages.staged("happy").world.clock.now()).total_seconds() < 120


def test_web_may_be_released_at_zero_where_that_is_asked_for() -> None:
    played = stages.staged("zero-tasks")
    assert played.deploy(allow_zero=True) is Code.OK, played.text
    assert "0 tasks were asked for, as allowed" in played.report


def test_the_expired_lease_is_told() -> None:
    played = stages.staged("lock-stale")
    played.deploy()
    assert "the lease of ann@laptop (rollout) had expired: taken over" in played.text
    assert played.lease()["fence"] == 8


def test_what_serves_already_may_be_released_again() -> None:
    played = stages.staged("no-change")
    before = {task.id for task in played.world.services["web"].live()}
    assert played.deploy(is_forced=True) is Code.OK, played.text
    assert "rung-dev serves" in played.report
    assert not before & {task.id for task in played.world.services["web"].live()}
