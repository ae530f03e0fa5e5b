"""ECS: services, their deployments and revisions, task definitions, tasks."""

from typing import Any

from deploy.rehearsal import answers_kit as kit
from deploy.rehearsal.answers.kinds import Table
from deploy.rehearsal.fleet import Rollout, SimService, new_id
from deploy.rehearsal.wire import Refusal
from deploy.rehearsal.world import OneOffTask, World

MOST_EVENTS = 20


def _services(world: World, asked: Any) -> Any:
    found = {service.name: service for service in world.services.values()}
    failures = [{"arn": name, "reason": "MISSING"} for name in asked["services"] if name not in found]
    shown = [_service(world, found[name]) for name in asked["services"] if name in found]
    return {"services": shown, "failures": failures}


def _service(world: World, service: SimService) -> Any:
    live = [task.status(world.now()) for task in service.live()]
    group = world.arn("elasticloadbalancing", f"targetgroup/{world.target.cluster}/1111111111111111")
    balancers = [{"targetGroupArn": group, "containerName": service.name, "containerPort": 8000}]
    return {
        "serviceArn": service.arn,
        "serviceName": service.name,
        "clusterArn": world.arn("ecs", f"cluster/{world.target.cluster}"),
        "status": "ACTIVE",
        "desiredCount": service.desired,
        "runningCount": live.count("RUNNING"),
        "pendingCount": len(live) - live.count("RUNNING"),
        "taskDefinition": service.definition,
        "loadBalancers": balancers if service.has_targets else [],
        "events": [{"id": key, "createdAt": at, "message": text} for key, at, text in service.events[:MOST_EVENTS]],
        "deploymentConfiguration": {
            "deploymentCircuitBreaker": {"enable": service.breaker, "rollback": service.breaker_rolls_back},
            "alarms": {"alarmNames": [f"{world.target.cluster}-errors"], "enable": True, "rollback": True},
        },
        "networkConfiguration": {
            "awsvpcConfiguration": {
                "subnets": ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
                "securityGroups": ["sg-0cccccccccccccccc"],
                "assignPublicIp": "DISABLED",
            }
        },
    }


def _update(world: World, asked: Any) -> Any:
    service = _named(world, asked["service"])
    definition = asked.get("taskDefinition", service.definition)
    desired = asked.get("desiredCount", service.desired)
    service.update(definition, desired, world.now(), is_forced=asked.get("forceNewDeployment", False))
    return {"service": _service(world, service)}


def _list_deployments(world: World, asked: Any) -> Any:
    service = _named(world, asked["service"])
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
        tasks = service.live(rollout.definition)
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


def _describe_definition(world: World, asked: Any) -> Any:
    wanted = asked["taskDefinition"]
    arn = wanted if wanted in world.definitions else next(iter(world.family(wanted)), "")
    if not arn:
        raise Refusal("ClientException", "Unable to describe task definition.")
    return {"taskDefinition": world.definitions[arn]}


def _list_definitions(world: World, asked: Any) -> Any:
    return {"taskDefinitionArns": world.family(asked["familyPrefix"])[: asked.get("maxResults", 100)]}


def _register(world: World, asked: Any) -> Any:
    return {"taskDefinition": world.register(asked)}


def _run(world: World, asked: Any) -> Any:
    token = asked.get("clientToken", new_id())
    known = next((task for task in world.one_offs if task.token == token), None)
    if known is None:
        command = tuple(asked["overrides"]["containerOverrides"][0]["command"])
        known = OneOffTask(new_id(), asked["taskDefinition"], world.now(), world.migration, command, token)
        world.one_offs.append(known)
    return {"tasks": [kit.one_off(world, known)], "failures": []}


def _stop_task(world: World, asked: Any) -> Any:
    found = next(task for task in world.one_offs if kit.task_arn(world, task.id) == asked["task"])
    return {"task": kit.one_off(world, found)}


def _list_tasks(world: World, asked: Any) -> Any:
    service = _named(world, asked["serviceName"])
    is_stopped = asked.get("desiredStatus") == "STOPPED"
    return {"taskArns": [kit.task_arn(world, t.id) for t in service.tasks if bool(t.stopped_at) == is_stopped][-100:]}


def _describe_tasks(world: World, asked: Any) -> Any:
    shown = {kit.task_arn(world, one.id): kit.one_off(world, one) for one in world.one_offs}
    for service in world.services.values():
        shown |= {kit.task_arn(world, task.id): kit.service_task(world, service, task) for task in service.tasks}
    return {"tasks": [shown[arn] for arn in asked["tasks"] if arn in shown], "failures": []}


def _named(world: World, name: str) -> SimService:
    for service in world.services.values():
        if service.name == name:
            return service
    raise Refusal("ServiceNotFoundException", "Service not found.")


def _rollout(world: World, arn: str) -> tuple[SimService, Rollout]:
    return next((s, r) for s in world.services.values() for r in s.rollouts if r.arn == arn)


def _revision_arn(rollout: Rollout) -> str:
    return rollout.arn.replace(":service-deployment/", ":service-revision/")


TABLE: Table = {
    ("ecs", "DescribeServices"): _services,
    ("ecs", "UpdateService"): _update,
    ("ecs", "ListServiceDeployments"): _list_deployments,
    ("ecs", "DescribeServiceDeployments"): _describe_deployments,
    ("ecs", "DescribeServiceRevisions"): _revisions,
    ("ecs", "StopServiceDeployment"): _stop_deployment,
    ("ecs", "DescribeTaskDefinition"): _describe_definition,
    ("ecs", "ListTaskDefinitions"): _list_definitions,
    ("ecs", "RegisterTaskDefinition"): _register,
    ("ecs", "RunTask"): _run,
    ("ecs", "StopTask"): _stop_task,
    ("ecs", "ListTasks"): _list_tasks,
    ("ecs", "DescribeTasks"): _describe_tasks,
}
