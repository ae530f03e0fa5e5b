"""Carrying a plan out: events as they come, and of a failure the first cause."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deploy.changes.cloud import Cloud
from deploy.changes.codes import Code, Ended
from deploy.changes.plan import Plan
from deploy.changes.stack import GOOD, find

PAUSE_SECONDS, LONGEST_SECONDS = 5.0, 7200.0
FOLLOWED = ("cancelled", "Resource creation cancelled", "Resource update cancelled")  # not causes


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a stack's story."""

    at: str
    name: str
    kind: str
    status: str
    reason: str

    @property
    def is_cause(self) -> bool:
        """Whether this failed by itself, and not because something else did."""
        return self.status.endswith("_FAILED") and not any(word in self.reason for word in FOLLOWED)


def carry_out(cloud: Cloud, plan: Plan, tell: Callable[[Event], None]) -> None:
    """Execute a plan and follow it to its end.

    Raises:
        Ended: it failed and was rolled back, or could not even be rolled back, or takes too long.
    """
    seen = {event["EventId"] for event in _events(cloud, plan.stack)}
    cloud.ask("cloudformation", "execute_change_set", StackName=plan.stack, ChangeSetName=plan.change_set)
    causes: list[Event] = []
    waited = 0.0
    while waited < LONGEST_SECONDS:
        for event in _new_events(cloud, plan.stack, seen):
            tell(event)
            causes += [event] if event.is_cause else []
        stack = find(cloud, plan.stack)
        if not stack.is_busy:
            break
        cloud.wait(PAUSE_SECONDS)
        waited += PAUSE_SECONDS
    else:
        raise Ended(Code.TIMEOUT, f"{plan.stack} is still being changed; CloudFormation goes on.")
    if stack.status in GOOD:
        return
    why = f" First {causes[0].name} ({causes[0].kind}): {causes[0].reason}" if causes else ""
    code = Code.ROLLBACK_FAILED if stack.status.endswith("FAILED") else Code.ROLLED_BACK
    raise Ended(code, f"{plan.stack} ended as {stack.status}.{why}")


def remove_failed(cloud: Cloud, name: str) -> None:
    """Remove a stack that could not be made: nothing of it is left but its name.

    Raises:
        Ended: it is something else.
    """
    stack = find(cloud, name)
    if stack.status != "ROLLBACK_COMPLETE":
        raise Ended(Code.REFUSED, f"{name} is {stack.status or 'not there'}: only what could not be made is removed.")
    cloud.ask("cloudformation", "delete_stack", StackName=name)
    while find(cloud, name).status not in {"", "DELETE_COMPLETE"}:
        cloud.wait(PAUSE_SECONDS)


def _new_events(cloud: Cloud, stack: str, seen: set[str]) -> list[Event]:
    """Return what was not seen yet, the oldest first."""
    fresh = [event for event in reversed(_events(cloud, stack)) if event["EventId"] not in seen]
    seen.update(event["EventId"] for event in fresh)
    return [
        Event(
            f"{event['Timestamp']:%H:%M:%S}",
            event["LogicalResourceId"],
            event["ResourceType"],
            event["ResourceStatus"],
            event.get("ResourceStatusReason", ""),
        )
        for event in fresh
    ]


def _events(cloud: Cloud, stack: str) -> list[Any]:
    found: list[Any] = []
    more: dict[str, str] = {}
    while True:
        page = cloud.ask("cloudformation", "describe_stack_events", StackName=stack, **more)
        found += page["StackEvents"]
        if not page.get("NextToken"):
            return found
        more = {"NextToken": page["NextToken"]}
