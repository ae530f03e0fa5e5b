"""What somebody changed by hand."""

from dataclasses import dataclass

from deploy.changes.cloud import Cloud
from deploy.changes.codes import Code, Ended

PAUSE_SECONDS, LONGEST_SECONDS = 5.0, 900.0
MOVED = ["MODIFIED", "DELETED"]
# A release owns these, and autoscaling the number: they are meant to differ.
OF_RELEASES = {"/TaskDefinition", "/DesiredCount"}


@dataclass(frozen=True, slots=True)
class Drifted:
    """One resource that is not as its template says."""

    stack: str
    name: str
    kind: str
    status: str
    differences: tuple[tuple[str, str, str], ...]  # path, as written, as it is


def find_drift(cloud: Cloud, stack: str) -> list[Drifted]:
    """Return what differs from the template.

    Raises:
        Ended: AWS could not find out.
    """
    started = cloud.ask("cloudformation", "detect_stack_drift", StackName=stack)["StackDriftDetectionId"]
    _until_found(cloud, stack, started)
    answer = cloud.ask(
        "cloudformation", "describe_stack_resource_drifts", StackName=stack, StackResourceDriftStatusFilters=MOVED
    )
    found = []
    for one in answer["StackResourceDrifts"]:
        differences = tuple(
            (item["PropertyPath"], item["ExpectedValue"], item["ActualValue"])
            for item in one.get("PropertyDifferences", [])
            if item["PropertyPath"] not in OF_RELEASES
        )
        if differences or one["StackResourceDriftStatus"] == "DELETED":
            status, kind = one["StackResourceDriftStatus"], one["ResourceType"]
            found.append(Drifted(stack, one["LogicalResourceId"], kind, status, differences))
    return found


def _until_found(cloud: Cloud, stack: str, started: str) -> None:
    waited = 0.0
    while waited < LONGEST_SECONDS:
        found = cloud.ask("cloudformation", "describe_stack_drift_detection_status", StackDriftDetectionId=started)
        match found["DetectionStatus"]:
            case "DETECTION_COMPLETE":
                return
            case "DETECTION_FAILED":
                reason = found.get("DetectionStatusReason", "")
                raise Ended(Code.REFUSED, f"The drift of {stack} was not found out: {reason}")
        cloud.wait(PAUSE_SECONDS)
        waited += PAUSE_SECONDS
    raise Ended(Code.TIMEOUT, f"The drift of {stack} was not found out in {LONGEST_SECONDS:.0f} s.")
