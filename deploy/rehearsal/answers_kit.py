"""A kit for answers: tasks as AWS shows them, and what they wrote."""

from typing import Any

from deploy.rehearsal.errands import OneOffTask
from deploy.rehearsal.fleet import SimService
from deploy.rehearsal.tasks import Task
from deploy.rehearsal.world import World


def lines_of(world: World, task_id: str) -> tuple[str, ...] | None:
    """Return what a task has written, or None where it never began to."""
    for service in world.services.values():
        for task in service.tasks:
            if task.id == task_id:
                return task.fate.lines or None
    for one in world.one_offs:
        if one.id == task_id:
            age = (world.now() - one.born).total_seconds()
            shown = int(len(one.plan.lines) * min(1.0, age / one.plan.seconds))
            return one.plan.lines[:shown]
    return None


def service_task(world: World, service: SimService, task: Task) -> Any:
    """Return a service's task as DescribeTasks shows it."""
    ended: Any = {}
    if task.stopped_at:
        ended = {"stopCode": task.stop_code, "stoppedReason": task.reason, "stoppedAt": task.stopped_at}
    container = _container(world, task.definition, task.status(world.now()), task.exit_code)
    if task.fate.container_reason:
        container["reason"] = task.fate.container_reason
    shape = _task(world, task.id, task.definition, task.status(world.now()))
    return {**shape, "createdAt": task.born, "group": f"service:{service.name}", "containers": [container], **ended}


def one_off(world: World, task: OneOffTask) -> Any:
    """Return a one-off task as DescribeTasks shows it."""
    age = (world.now() - task.born).total_seconds()
    has_ended = age >= task.plan.seconds
    status = "STOPPED" if has_ended else "RUNNING" if age >= 5 else "PENDING"  # noqa: PLR2004 — seconds to start
    container = _container(world, task.definition, status, task.plan.exit_code if has_ended else None)
    ended = {"stopCode": task.plan.stop_code, "stoppedReason": task.plan.reason} if has_ended else {}
    return {
        **_task(world, task.id, task.definition, status),
        "createdAt": task.born,
        "containers": [container],
        **ended,
    }


def task_arn(world: World, task_id: str) -> str:
    return world.arn("ecs", f"task/{world.target.cluster}/{task_id}")


def _task(world: World, task_id: str, definition: str, status: str) -> Any:
    return {
        "taskArn": task_arn(world, task_id),
        "taskDefinitionArn": definition,
        "clusterArn": world.arn("ecs", f"cluster/{world.target.cluster}"),
        "lastStatus": status,
        "desiredStatus": "STOPPED" if status == "STOPPED" else "RUNNING",
        "launchType": "FARGATE",
    }


def _container(world: World, definition: str, status: str, exit_code: int | None) -> Any:
    box = world.definitions[definition]["containerDefinitions"][0]
    found = {"name": box["name"], "image": box["image"], "lastStatus": status}
    return found if exit_code is None else {**found, "exitCode": exit_code}
