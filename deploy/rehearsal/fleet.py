"""Simulated ECS services: tasks are born, run, die; deployments succeed, roll back, or end as scenarios want."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from deploy.rehearsal import fates
from deploy.rehearsal.fates import Fate
from deploy.rehearsal.rollouts import ENDED, Rollout
from deploy.rehearsal.tasks import Task, new_id

LEAST_FAILURES, MOST_FAILURES = 3, 200  # the circuit breaker's threshold is half of the tasks, within these
SETTLED_SECONDS = 15  # all must have run for so long
KEPT_SECONDS = 3600  # stopped tasks are forgotten after an hour


@dataclass
class SimService:
    """A service: what it runs, and everything that ran."""

    name: str
    arn: str
    definition: str
    desired: int
    fate_of: Callable[[str], Fate]
    has_targets: bool = False
    breaker: bool = True
    breaker_rolls_back: bool = True
    tasks: list[Task] = field(default_factory=list)
    rollouts: list[Rollout] = field(default_factory=list)
    events: list[tuple[str, datetime, str]] = field(default_factory=list)

    def live(self, definition: str = "") -> list[Task]:
        return [task for task in self.tasks if not task.stopped_at and definition in {"", task.definition}]

    def current(self) -> Rollout | None:
        """Return the deployment under way."""
        return next((one for one in reversed(self.rollouts) if one.status not in ENDED), None)

    def update(self, definition: str, desired: int, now: datetime, *, is_forced: bool) -> None:
        """Do as UpdateService does: no new deployment where nothing changes."""
        self.desired = desired
        if definition == self.definition and not is_forced:
            return
        under_way = self.current()
        if under_way:
            under_way.end("STOPPED", now, "A newer deployment of the service was started.")
        arn = f"{self.arn.replace(':service/', ':service-deployment/')}/{new_id()[:21]}"
        self.rollouts.append(Rollout(arn, definition, self.definition, now))
        self.definition = definition
        self.say(now, "has started a deployment.")

    def stop_rollout(self, rollout: Rollout, now: datetime, *, goes_back: bool) -> None:
        """Do as StopServiceDeployment does."""
        if goes_back:
            self._go_back(rollout, now, "Stopped by the user.")
        else:
            rollout.end("STOPPED", now, "Deployment stopped by the user.")

    def step(self, now: datetime) -> None:
        """Let one second pass."""
        for task in self.live():
            self._age(task, now)
        self.tasks = [t for t in self.tasks if not t.stopped_at or t.stopped_at > now - timedelta(seconds=KEPT_SECONDS)]
        rollout = self.current()
        if rollout is None:
            self._keep_up(self.live(self.definition), self.definition, now)
            return
        if rollout.status == "PENDING":
            rollout.status = "IN_PROGRESS"
        self._keep_up(self.wanted(rollout), rollout.goal, now)
        if rollout.status == "IN_PROGRESS" and self.breaker and rollout.failures >= self.threshold:
            self._break(rollout, now)
        self._end_if_settled(rollout, now)

    @property
    def threshold(self) -> int:
        return min(MOST_FAILURES, max(LEAST_FAILURES, math.ceil(self.desired / 2)))

    def say(self, now: datetime, text: str) -> None:
        self.events.insert(0, (new_id(), now, f"(service {self.name}) {text}"))

    def _age(self, task: Task, now: datetime) -> None:
        fate = task.fate
        if not fate.dies_after or task.age(now) < fate.dies_after:
            return
        task.stop(now, fate.stop_code, fate.reason, fate.exit_code)
        self.say(now, f"has stopped 1 running tasks: (task {task.id}).")
        rollout = self.current()
        if rollout and rollout.goal == task.definition:
            rollout.failures += 1

    def wanted(self, rollout: Rollout) -> list[Task]:
        """Return the live tasks a deployment goes to; a forced one of the same definition wants new ones."""
        is_forced = rollout.definition == rollout.before and not rollout.status.startswith("ROLLBACK")
        return [task for task in self.live(rollout.goal) if not is_forced or task.born > rollout.created]

    def _keep_up(self, live: list[Task], definition: str, now: datetime) -> None:
        """Start one task a second while there are too few, and stop what is more than asked for."""
        if len(live) < self.desired:
            fate = self.fate_of(definition)
            is_probed = self.has_targets or not fate.is_unhealthy
            self.tasks.append(Task(new_id(), definition, now, fate if is_probed else fates.SERVES))
        for task in live[self.desired :]:
            task.stop(now, "ServiceSchedulerInitiated", "Scaling activity initiated by deployment", 0)

    def _break(self, rollout: Rollout, now: datetime) -> None:
        self.say(now, "deployment failed: tasks failed to start.")
        if self.breaker_rolls_back:
            self._go_back(rollout, now, "Deployment circuit breaker: tasks failed to start.")
        else:
            rollout.end("STOPPED", now, "Deployment circuit breaker: tasks failed to start.")

    def _go_back(self, rollout: Rollout, now: datetime, reason: str) -> None:
        rollout.status, rollout.reason, rollout.failures = "ROLLBACK_IN_PROGRESS", reason, 0
        self.definition = rollout.before
        for task in self.live(rollout.definition):
            task.stop(now, "ServiceSchedulerInitiated", "Scaling activity initiated by deployment", 0)

    def _end_if_settled(self, rollout: Rollout, now: datetime) -> None:
        is_back = rollout.status == "ROLLBACK_IN_PROGRESS"
        if is_back and rollout.failures >= self.threshold:
            rollout.end("ROLLBACK_FAILED", now, "The rollback's tasks failed to start.")
            return
        live = self.wanted(rollout)
        calm = [
            task for task in live if task.is_healthy(now) and task.age(now) >= fates.HEALTHY_AFTER + SETTLED_SECONDS
        ]
        if rollout.status in {"IN_PROGRESS", "ROLLBACK_IN_PROGRESS"} and len(calm) >= self.desired == len(live):
            rollout.end("ROLLBACK_SUCCESSFUL" if is_back else "SUCCESSFUL", now)
            for task in self.live():
                if task not in live:
                    task.stop(now, "ServiceSchedulerInitiated", "Scaling activity initiated by deployment", 0)
            self.say(now, "has reached a steady state.")
