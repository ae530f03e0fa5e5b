"""One stack as CloudFormation has it: its state, what it was given, what it says."""

from dataclasses import dataclass

from deploy.changes.cloud import Cloud
from deploy.changes.refusals import Missing

REVIEW, GONE = "REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE"
GOOD = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"}


@dataclass(frozen=True, slots=True)
class Stack:
    """What is there; `status` is empty where nothing is."""

    name: str
    status: str
    parameters: dict[str, str]
    outputs: dict[str, str]

    @property
    def exists(self) -> bool:
        """Whether an update, not a creation, is what it takes."""
        return self.status not in {"", REVIEW}

    @property
    def is_busy(self) -> bool:
        """Whether CloudFormation works on it."""
        return self.status.endswith("_IN_PROGRESS") and self.status != REVIEW


def find(cloud: Cloud, name: str) -> Stack:
    """Return a stack, or one without a status where there is none."""
    try:
        found = cloud.ask("cloudformation", "describe_stacks", StackName=name)["Stacks"][0]
    except Missing:
        return Stack(name, "", {}, {})
    return Stack(
        name,
        found["StackStatus"],
        {item["ParameterKey"]: item["ParameterValue"] for item in found.get("Parameters", [])},
        {item["OutputKey"]: item["OutputValue"] for item in found.get("Outputs", [])},
    )
