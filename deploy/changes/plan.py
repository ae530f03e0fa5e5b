"""A change set: what CloudFormation would do, and which of it would touch data."""

from dataclasses import dataclass
from typing import Any

from deploy.changes.cloud import Cloud
from deploy.changes.codes import Code, Ended
from deploy.changes.stack import GONE, Stack
from deploy.checks.data import STATEFUL

PAUSE_SECONDS, LONGEST_SECONDS = 3.0, 900.0
NOTHING = ("didn't contain changes", "No updates are to be performed")
CAPABILITIES = ["CAPABILITY_NAMED_IAM"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One resource: Add, Modify, Remove; and whether it would be replaced."""

    act: str
    name: str
    kind: str
    replaces: str  # True, False or Conditional
    properties: tuple[str, ...]

    @property
    def loses_data(self) -> bool:
        """Whether something with data would go or be made anew."""
        is_lost = self.act == "Remove" or self.replaces in {"True", "Conditional"}
        return is_lost and self.kind.removeprefix("AWS::") in STATEFUL


@dataclass(frozen=True, slots=True)
class Plan:
    """A change set and its changes; without a change there is no change set any more."""

    stack: str
    change_set: str
    changes: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a stack shall become."""

    template: dict[str, str]  # TemplateBody or TemplateURL
    parameters: dict[str, str]
    tags: dict[str, str]


def make_plan(cloud: Cloud, stack: Stack, wanted: Wanted, *, name: str) -> Plan:
    """Ask CloudFormation what it would do.

    Raises:
        Ended: the stack cannot be changed now, or CloudFormation refuses the template.
    """
    if stack.status == GONE:
        raise Ended(
            Code.REFUSED, f"{stack.name} could not be made and is ROLLBACK_COMPLETE: remove it, then try again."
        )
    if stack.is_busy:
        raise Ended(Code.REFUSED, f"{stack.name} is being changed ({stack.status}): wait until that has ended.")
    cloud.ask(
        "cloudformation",
        "create_change_set",
        StackName=stack.name,
        ChangeSetName=name,
        ChangeSetType="UPDATE" if stack.exists else "CREATE",
        Capabilities=CAPABILITIES,
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in wanted.parameters.items()],
        Tags=[{"Key": key, "Value": value} for key, value in wanted.tags.items()],
        **wanted.template,
    )
    found = _until_made(cloud, stack.name, name)
    if found["Status"] == "FAILED":
        cloud.ask("cloudformation", "delete_change_set", StackName=stack.name, ChangeSetName=name)
        reason = found.get("StatusReason", "")
        if any(said in reason for said in NOTHING):
            return Plan(stack.name, "", ())
        raise Ended(Code.REFUSED, f"CloudFormation refuses the change of {stack.name}: {reason}")
    return Plan(
        stack.name, name, tuple(_planned(change["ResourceChange"]) for change in _pages(cloud, stack.name, found))
    )


def _until_made(cloud: Cloud, stack: str, name: str) -> Any:
    waited = 0.0
    while waited < LONGEST_SECONDS:
        found = cloud.ask("cloudformation", "describe_change_set", StackName=stack, ChangeSetName=name)
        if found["Status"] in {"CREATE_COMPLETE", "FAILED"}:
            return found
        cloud.wait(PAUSE_SECONDS)
        waited += PAUSE_SECONDS
    raise Ended(Code.TIMEOUT, f"CloudFormation did not say in {LONGEST_SECONDS:.0f} s what it would change.")


def _pages(cloud: Cloud, stack: str, first: Any) -> list[Any]:
    changes, page = list(first.get("Changes", [])), first
    while page.get("NextToken"):
        page = cloud.ask(
            "cloudformation",
            "describe_change_set",
            StackName=stack,
            ChangeSetName=first["ChangeSetName"],
            NextToken=page["NextToken"],
        )
        changes += page.get("Changes", [])
    return [change for change in changes if change.get("Type") == "Resource"]


def _planned(change: Any) -> Planned:
    names = {detail["Target"]["Name"] for detail in change.get("Details", []) if "Name" in detail.get("Target", {})}
    return Planned(
        change["Action"],
        change["LogicalResourceId"],
        change["ResourceType"],
        change.get("Replacement", "False"),
        tuple(sorted(names)),
    )
