"""ECS: deployments of services, and the revisions they go to."""

from typing import Any

from deploy.rehearsal.answers.kinds import Table, named
from deploy.rehearsal.fleet import SimService
from deploy.rehearsal.rollouts import Rollout
from deploy.rehearsal.wire import Refusal
from deploy.rehearsal.world import World


def _list_deployments(world: World, asked: Any) -> Any:
    service = named(world, asked["service"])
    newest = list(reversed(service.rollouts))[: asked.get("maxResults", 20)]
    return {"serviceDeployments": [_brief(service, rollout) for rollout in newest]}


def _brief(service: SimService, rollout: Rollout) -> Any:
    return {
        "serviceDeploymentArn": rollout.arn,
        "serviceArn": service.arn,
        "createdAt": rollout.created,
        "status": rollout.status,
        "targetServiceRevisionArn": _revision_arn(rollout),
        **({"statusReason": rollout.reason} if rollout.reason else {}),
    }


def _describe_deployments(world: World, asked: Any) -> Any:
    found = []
    for arn in asked["serviceDeploymentArns"]:
        service, rollout = _rollout(world, arn)
        tasks = [task for task in service.wanted(rollout) if task.definition == rollout.definition]
        running = sum(task.status(world.now()) == "RUNNING" for task in tasks)
        goal = {"arn": _revision_arn(rollout), "requestedTaskCount": service.desired, "runningTaskCount": running}
        brief = {key: value for key, value in _brief(service, rollout).items() if key != "targetServiceRevisionArn"}
        found.append({**brief, "targetServiceRevision": goal})
    return {"serviceDeployments": found, "failures": []}


def _revisions(world: World, asked: Any) -> Any:
    found = []
    for arn in asked["serviceRevisionArns"]:
        _, rollout = _rollout(world, arn.replace(":service-revision/", ":service-deployment/"))
        found.append({"serviceRevisionArn": arn, "taskDefinition": rollout.definition})
    return {"serviceRevisions": found, "failures": []}


def _stop_deployment(world: World, asked: Any) -> Any:
    service, rollout = _rollout(world, asked["serviceDeploymentArn"])
    if rollout.status not in {"PENDING", "IN_PROGRESS"}:
        raise Refusal("ConflictException", "The service deployment is not in progress.")
    service.stop_rollout(rollout, world.now(), goes_back=asked.get("stopType") == "ROLLBACK")
    return {"serviceDeploymentArn": rollout.arn}


def _rollout(world: World, arn: str) -> tuple[SimService, Rollout]:
    return next((s, r) for s in world.services.values() for r in s.rollouts if r.arn == arn)


def _revision_arn(rollout: Rollout) -> str:
    return rollout.arn.replace(":service-deployment/", ":service-revision/")


TABLE: Table = {
    ("ecs", "ListServiceDeployments"): _list_deployments,
    ("ecs", "DescribeServiceDeployments"): _describe_deployments,
    ("ecs", "DescribeServiceRevisions"): _revisions,
    ("ecs", "StopServiceDeployment"): _stop_deployment,
}
