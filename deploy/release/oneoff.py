"""One command in a task of its own: started once, followed to its end, with its own exit code."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deploy.release import services
from deploy.release.aws import Aws
from deploy.release.definition import Definition
from deploy.release.evidence import last_lines
from deploy.release.target import WORKER, Target

LINES = 200
POLL_SECONDS = 2


class NotStarted(Exception):
    """ECS did not start the task; the message is its reason."""


class NotEnded(Exception):
    """The task did not end in time and was stopped."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What is run, on whose behalf, and who hears of it."""

    aws: Aws
    target: Target
    definition: Definition
    command: tuple[str, ...]
    token: str  # asked twice with the same, it is started once
    say: Callable[[str], None]
    pause: Callable[[float], None]
    seconds: float

    def start(self) -> str:
        """Start the task in the worker's network and return its ARN.

        Raises:
            NotStarted: with ECS's reason.
        """
        network = services.one(self.aws, self.target, WORKER).shape["networkConfiguration"]
        answer = self.aws.ask(
            "ecs",
            "run_task",
            cluster=self.target.cluster,
            taskDefinition=self.definition.arn,
            launchType="FARGATE",
            networkConfiguration=network,
            startedBy=self.token[:36],
            clientToken=self.token[:64],
            overrides={"containerOverrides": [{"name": self.definition.app["name"], "command": [*self.command]}]},
        )
        if not answer["tasks"]:
            raise NotStarted(answer["failures"][0].get("reason", "no reason given"))
        return str(answer["tasks"][0]["taskArn"])

    def wait(self, arn: str) -> tuple[int | None, Any]:
        """Follow the task's log to its end; return the exit code, None where there is none, and the task.

        Raises:
            NotEnded: the time is over.
        """
        told, deadline = 0, self.aws.clock.now().timestamp() + self.seconds
        place = self.definition.log_stream(arn)
        while self.aws.clock.now().timestamp() < deadline:
            found = self.aws.ask("ecs", "describe_tasks", cluster=self.target.cluster, tasks=[arn])["tasks"]
            lines = last_lines(self.aws, *place, LINES) if place and found else []
            for line in lines[told:]:
                self.say(line)
            told = max(told, len(lines))
            if found and found[0]["lastStatus"] == "STOPPED":
                return self._exit_code(found[0]), found[0]
            self.pause(POLL_SECONDS)
        self.aws.ask("ecs", "stop_task", cluster=self.target.cluster, task=arn, reason="nobody waits any longer")
        raise NotEnded(NotEnded.__doc__)

    def _exit_code(self, task: Any) -> int | None:
        app = next(box for box in task["containers"] if box["name"] == self.definition.app["name"])
        code: int | None = app.get("exitCode")
        return code
