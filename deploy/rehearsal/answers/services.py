"""ECS: services as they are, and what is asked of them."""

from typing import Any

from deploy.rehearsal.answers.kinds import Table, named
from deploy.rehearsal.fleet import SimService
from deploy.rehearsal.world import World

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
    service = named(world, asked["service"])
    definition = asked.get("taskDefinition", service.definition)
    desired = asked.get("desiredCount", service.desired)
    service.update(definition, desired, world.now(), is_forced=asked.get("forceNewDeployment", False))
    return {"service": _service(world, service)}


TABLE: Table = {
    ("ecs", "DescribeServices"): _services,
    ("ecs", "UpdateService"): _update,
}
