"""One release at a time, and one owner: killed, detached, resumed, taken back, overtaken."""

from datetime import timedelta

import pytest

from deploy.rehearsal.digests import NEW, OLD
from deploy.rehearsal.mishaps import Killed
from deploy.rehearsal.world import World
from deploy.release import lease, rollout
from deploy.release.codes import Code
from deploy.release.desk import Desk
from deploy.release.progress import Progress
from tests.deploy.release import stages
from tests.deploy.release.stages import Played


class Once:
    """Does something at the n-th call of an operation, once."""

    def __init__(self, operation: str, number: int, act: object) -> None:
        self.operation, self.left, self.act = operation, number, act

    def __call__(self, _: World, __: str, operation: str) -> None:
        if operation == self.operation:
            self.left -= 1
            if self.left == 0:
                assert callable(self.act)
                self.act()


def kill() -> None:
    raise Killed


def press_ctrl_c() -> None:
    raise KeyboardInterrupt


def migrations(played: Played) -> int:
    return len(played.world.one_offs)


def test_of_two_at_once_the_second_changes_nothing() -> None:
    first = stages.staged("happy")
    second = stages.beside(first)
    codes: list[Code] = []
    first.world.each_call = Once("RunTask", 1, lambda: codes.append(second.deploy(who="bob@desktop")))
    assert first.deploy() is Code.OK
    assert codes == [Code.LOCKED]
    assert "locked by you@rehearsal" in second.report
    assert migrations(first) == 1


def test_of_two_who_take_the_lease_in_the_same_moment_one_has_it() -> None:
    first = stages.staged("happy")
    second = stages.beside(first)
    codes: list[Code] = []
    first.world.each_call = Once("PutObject", 1, lambda: codes.append(second.deploy(who="bob@desktop")))
    assert first.deploy() is Code.LOCKED
    assert codes == [Code.OK]
    assert migrations(first) == 1


def test_a_killed_owners_lease_expires() -> None:
    played = stages.staged("happy")
    played.world.each_call = Once("RunTask", 1, kill)
    with pytest.raises(Killed):
        played.deploy()
    other = stages.beside(played)
    assert other.deploy(who="bob@desktop") is Code.LOCKED
    played.world.clock.sleep(lease.TTL_SECONDS + 1)
    assert other.deploy(who="bob@desktop") is Code.OK
    assert "the lease of you@rehearsal (migrate) had expired: taken over" in other.text


def test_a_living_owner_keeps_the_lease_however_long_it_takes() -> None:
    played = stages.staged("timeout")
    other = stages.beside(played)
    codes: list[Code] = []
    played.world.each_call = Once(
        "DescribeServiceDeployments", 300, lambda: codes.append(other.deploy(who="bob@desktop"))
    )
    played.deploy()
    assert codes == [Code.PREFLIGHT]  # it sees the deployment even before the lease
    assert "a deployment of web is under way" in other.report


def test_ctrl_c_detaches_and_resume_takes_it_up() -> None:
    played = stages.staged("happy")
    played.world.each_call = Once("DescribeServiceDeployments", 3, press_ctrl_c)
    assert played.deploy() is Code.DETACHED
    assert "Detached in rollout. AWS goes on" in played.report
    assert "--resume, or --abort" in played.report
    assert played.resume() is Code.OK
    assert played.serving() == {"web": NEW, "worker": NEW}
    assert migrations(played) == 1
    assert not played.lease()["held_by"]


def test_a_release_killed_in_its_migration_is_resumed_without_a_second_one() -> None:
    played = stages.staged("happy")
    played.world.each_call = Once("DescribeTasks", 2, kill)
    with pytest.raises(Killed):
        played.deploy()
    played.world.clock.sleep(lease.TTL_SECONDS + 1)
    assert stages.beside(played).resume(who="bob@desktop") is Code.OK
    assert migrations(played) == 1


def test_a_release_killed_between_wish_and_deployment_is_not_asked_for_twice() -> None:
    played = stages.staged("happy")
    played.world.each_call = Once("UpdateService", 2, kill)
    with pytest.raises(Killed):
        played.deploy()
    assert played.resume() is Code.OK
    assert played.world.calls.count("ecs:UpdateService") == 3  # the killed one never arrived
    assert {len(service.rollouts) for service in played.world.services.values()} == {1}


def test_abort_takes_it_back() -> None:
    played = stages.staged("happy")
    played.world.each_call = Once("DescribeServiceDeployments", 3, press_ctrl_c)
    played.deploy()
    assert played.abort() is Code.ROLLED_BACK
    assert "is taken back as you asked" in played.report
    assert played.running() == {"web": {OLD}, "worker": {OLD}}
    assert played.resume() is Code.USAGE
    assert "No release was left unfinished" in played.report


def test_somebody_elses_live_release_cannot_be_resumed() -> None:
    played = stages.staged("happy")
    other = stages.beside(played)
    codes: list[Code] = []
    played.world.each_call = Once("RunTask", 1, lambda: codes.append(other.resume(who="bob@desktop")))
    assert played.deploy() is Code.OK
    assert codes == [Code.LOCKED]


def test_an_owner_whose_lease_was_stolen_stops_at_once() -> None:
    played = stages.staged("happy")
    other = stages.beside(played)

    def steal() -> None:
        ledger = Desk(other.aws, stages.DEV, Progress(other.lines.append, played.world.clock)).ledger()
        lease.take(ledger, held_by="bob@desktop", release_id="x", over=1)

    played.world.each_call = Once("RunTask", 1, steal)
    assert played.deploy() is Code.SUPERSEDED
    assert "took this release's lease" in played.report
    assert "ecs:UpdateService" not in played.world.calls
    assert played.lease()["held_by"] == "bob@desktop"


def test_a_deployment_that_never_appears_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    played = stages.staged("happy")
    monkeypatch.setattr(rollout, "_new_ones", lambda *_: [])
    assert played.deploy() is Code.TIMEOUT
    assert "ECS made no deployment of web within 60 s" in played.report


def test_the_clock_of_a_rehearsal_stands_still_by_itself() -> None:
    world = stages.staged("happy").world
    before = world.clock.now()
    world.catch_up()
    assert world.clock.now() == before
    world.clock.sleep(90)
    assert world.clock.now() - before == timedelta(seconds=90)
