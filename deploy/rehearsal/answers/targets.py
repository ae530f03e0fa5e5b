"""Load balancing: target groups and the health of their targets."""

from typing import Any

from deploy.rehearsal.answers.kinds import Table
from deploy.rehearsal.world import World
from deploy.release.target import WEB


def _target_groups(_: World, asked: Any) -> Any:
    return {"TargetGroups": [{"TargetGroupArn": asked["TargetGroupArns"][0], "Port": 8000, "Protocol": "HTTP"}]}


def _target_health(world: World, _: Any) -> Any:
    return {"TargetHealthDescriptions": [_health(world, task) for task in world.services[WEB].live()]}


def _health(world: World, task: Any) -> Any:
    target = {"Id": "10.20.1.7", "Port": 8000}
    if task.is_healthy(world.now()):
        return {"Target": target, "TargetHealth": {"State": "healthy"}}
    if task.fate.is_unhealthy and task.status(world.now()) == "RUNNING":
        why = "Health checks failed with these codes: [404]"
        state = {"State": "unhealthy", "Reason": "Target.ResponseCodeMismatch", "Description": why}
        return {"Target": target, "TargetHealth": state}
    return {"Target": target, "TargetHealth": {"State": "initial", "Reason": "Elb.RegistrationInProgress"}}


TABLE: Table = {("elbv2", "DescribeTargetGroups"): _target_groups, ("elbv2", "DescribeTargetHealth"): _target_health}
