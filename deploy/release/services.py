"""What ECS says of a service, its deployments, its tasks and its targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deploy.release.aws import Aws
from deploy.release.codes import Code, Ended
from deploy.release.target import Target

ENDED_WELL = "SUCCESSFUL"
ENDED = {"SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"}


@dataclass(frozen=True, slots=True)
class Service:
    """A service as it is now."""

    role: str
    arn: str
    definition: str
    desired: int
    running: int
    pending: int
    shape: Any  # as DescribeServices answers

    @property
    def target_groups(self) -> list[tuple[str, int]]:
        """Target groups and the container's port each sends to."""
        return [(box["targetGroupArn"], box["containerPort"]) for box in self.shape["loadBalancers"]]

    @property
    def events(self) -> list[tuple[str, datetime, str]]:
        """Events: id, time, text; the newest first."""
        return [(event["id"], event["createdAt"], event["message"]) for event in self.shape["events"]]


@dataclass(frozen=True, slots=True)
class Deployment:
    """A service deployment."""

    arn: str
    status: str
    reason: str
    revision: str  # the service revision it goes to
    running: int
    requested: int

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED


def described(aws: Aws, target: Target, roles: Sequence[str]) -> dict[str, Service]:
    """Return services by role; one that does not exist is missing from the answer."""
    names = {target.service(role): role for role in roles}
    found = aws.ask("ecs", "describe_services", cluster=target.cluster, services=[*names])
    live = [shape for shape in found["services"] if shape["status"] == "ACTIVE"]
    return {names[shape["serviceName"]]: _service(names[shape["serviceName"]], shape) for shape in live}


def one(aws: Aws, target: Target, role: str) -> Service:
    """Return a service.

    Raises:
        Ended: it does not exist.
    """
    found = described(aws, target, [role])
    if role not in found:
        name = target.service(role)
        raise Ended(Code.PREFLIGHT, f"The service {name} does not exist.", f"manage.py infra plan {target.environment}")
    return found[role]


def deployments(aws: Aws, target: Target, role: str, most: int = 20) -> list[Any]:
    """Return a service's deployments in brief, the newest first."""
    found = aws.ask(
        "ecs", "list_service_deployments", cluster=target.cluster, service=target.service(role), maxResults=most
    )
    return sorted(found["serviceDeployments"], key=lambda brief: brief["createdAt"], reverse=True)


def deployment(aws: Aws, arn: str) -> Deployment:
    """Return one deployment."""
    shape = aws.ask("ecs", "describe_service_deployments", serviceDeploymentArns=[arn])["serviceDeployments"][0]
    goal = shape["targetServiceRevision"]
    return Deployment(
        arn,
        shape["status"],
        shape.get("statusReason", ""),
        goal["arn"],
        goal.get("runningTaskCount", 0),
        goal.get("requestedTaskCount", 0),
    )


def definition_of(aws: Aws, revision: str) -> str:
    """Return the task definition a service revision runs."""
    found = aws.ask("ecs", "describe_service_revisions", serviceRevisionArns=[revision])
    return str(found["serviceRevisions"][0]["taskDefinition"])


def tasks(aws: Aws, target: Target, role: str, status: str) -> list[Any]:
    """Return a service's tasks whose desired status is RUNNING or STOPPED; stopped ones vanish within the hour."""
    listed = aws.ask(
        "ecs", "list_tasks", cluster=target.cluster, serviceName=target.service(role), desiredStatus=status
    )["taskArns"]
    if not listed:
        return []
    found: list[Any] = aws.ask("ecs", "describe_tasks", cluster=target.cluster, tasks=listed)["tasks"]
    return found


def target_states(aws: Aws, service: Service) -> list[tuple[str, str]]:
    """Return the state and its explanation of every target of a service."""
    states: list[tuple[str, str]] = []
    for group, _ in service.target_groups:
        answer = aws.ask("elbv2", "describe_target_health", TargetGroupArn=group)
        healths = [found["TargetHealth"] for found in answer["TargetHealthDescriptions"]]
        states += [(health["State"], health.get("Description", health.get("Reason", ""))) for health in healths]
    return states


def _service(role: str, shape: Any) -> Service:
    counts = (shape["desiredCount"], shape["runningCount"], shape["pendingCount"])
    return Service(role, shape["serviceArn"], shape["taskDefinition"], *counts, shape)
