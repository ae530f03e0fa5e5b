"""Why tasks die: gathered while they still can be seen, and told with a cause and a command."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from deploy.release import services
from deploy.release.aws import Aws
from deploy.release.definition import Definition
from deploy.release.definitions import newest
from deploy.release.hints import HINTS
from deploy.release.refusals import Refused
from deploy.release.target import Target

LOG_LINES = 20
OUT_OF_MEMORY, NO_SUCH_COMMAND = 137, 127
BY_DESIGN = {"UserInitiated", "ServiceSchedulerInitiated"}
UNHEALTHY = "ELB health checks"
IDENTITIES = re.compile(r"[0-9a-f]{32}|\b\d{1,3}(\.\d{1,3}){3}\b|RequestID: \S+")


@dataclass
class Evidence:
    """What was seen of one service's dying tasks."""

    target: Target
    role: str
    since: frozenset[str] = frozenset()  # tasks that had stopped before
    reasons: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _definitions: dict[str, Definition] = field(default_factory=dict)

    def look(self, aws: Aws, service: services.Service, definition: str) -> None:
        """Gather what has newly stopped of a task definition, and which targets are unhealthy."""
        for task in services.tasks(aws, self.target, self.role, "STOPPED"):
            self._note(aws, task, definition)
        states = services.target_states(aws, service)
        self.states = Counter(f"{state}: {why}" for state, why in states if state == "unhealthy")

    def note_task(self, aws: Aws, task: Any) -> None:
        """Gather one task that was run by itself."""
        self._note(aws, task, task["taskDefinitionArn"])

    def worst(self) -> tuple[str, int]:
        """Return the commonest reason and how often it was seen."""
        return self.reasons.most_common(1)[0] if self.reasons else ("", 0)

    def hint(self, otherwise: str = "") -> tuple[str, str]:
        """Return the likely cause and what to type next."""
        # A log line names the cause more closely than an exit code does; the hints are in that order.
        text = "\n".join((*self.reasons, *self.states, *self.lines, *self.events, otherwise))
        for hint in HINTS:
            if re.search(hint.pattern, text):
                return hint.cause, hint.do.format(env=self.target.environment, role=self.role)
        return "No known cause fits.", f"manage.py ecs doctor {self.target.environment}"

    def told(self) -> str:
        """Return everything seen, as lines."""
        found = [f"{count} × {reason}" for reason, count in self.reasons.most_common()]
        found += [f"target {state} ({count})" for state, count in self.states.most_common()]
        if self.lines:
            found += [f"the last lines of {self.role}:", *(f"  | {line}" for line in self.lines)]
        return "\n".join(found)

    def _note(self, aws: Aws, task: Any, definition: str) -> None:
        arn = task["taskArn"]
        is_ours = task["taskDefinitionArn"] == definition and arn not in self.since
        if not is_ours or arn in self._seen or not is_fatal(task):
            return
        self._seen.add(arn)
        self.reasons[reason_of(task)] += 1
        self.lines = self._last_lines(aws, task) or self.lines

    def _last_lines(self, aws: Aws, task: Any) -> list[str]:
        definition = task["taskDefinitionArn"]
        if definition not in self._definitions:
            self._definitions[definition] = newest(aws, definition)
        place = self._definitions[definition].log_stream(task["taskArn"])
        return last_lines(aws, *place) if place else []


def last_lines(aws: Aws, group: str, stream: str, most: int = LOG_LINES) -> list[str]:
    """Return the end of a log stream; nothing where the container never wrote."""
    try:
        found = aws.ask(
            "logs", "get_log_events", logGroupName=group, logStreamName=stream, limit=most, startFromHead=False
        )
    except Refused as refused:
        if refused.code == "ResourceNotFoundException":
            return []
        raise
    return [event["message"].rstrip() for event in found["events"]]


def is_fatal(task: Any) -> bool:
    """Answer whether a task stopped by a fault, and not because somebody or the scheduler wanted it to."""
    by_design = task.get("stopCode") in BY_DESIGN and UNHEALTHY not in task.get("stoppedReason", "")
    return task.get("lastStatus") == "STOPPED" and not by_design


def reason_of(task: Any) -> str:
    """Return code, reason and exit codes of a stopped task, without what differs from task to task."""
    codes = {box["exitCode"] for box in task["containers"] if box.get("exitCode") not in {None, 0}}
    more = [box["reason"] for box in task["containers"] if box.get("reason")]
    text = " ".join((f"{task.get('stopCode', 'Stopped')}:", task.get("stoppedReason", "no reason given"), *more))
    exits = f" (exit code {', '.join(str(code) for code in sorted(codes))})" if codes else ""
    return IDENTITIES.sub("…", text) + exits
