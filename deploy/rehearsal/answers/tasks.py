"""ECS: tasks of services, and tasks run by themselves."""

from typing import Any

from deploy.rehearsal import answers_kit as kit
from deploy.rehearsal.answers.kinds import Table, named
from deploy.rehearsal.errands import OneOffTask
from deploy.rehearsal.tasks import new_id
from deploy.rehearsal.world import World


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
    service = named(world, asked["serviceName"])
    is_stopped = asked.get("desiredStatus") == "STOPPED"
    return {"taskArns": [kit.task_arn(world, t.id) for t in service.tasks if bool(t.stopped_at) == is_stopped][-100:]}


def _describe_tasks(world: World, asked: Any) -> Any:
    shown = {kit.task_arn(world, one.id): kit.one_off(world, one) for one in world.one_offs}
    for service in world.services.values():
        shown |= {kit.task_arn(world, task.id): kit.service_task(world, service, task) for task in service.tasks}
    return {"tasks": [shown[arn] for arn in asked["tasks"] if arn in shown], "failures": []}


TABLE: Table = {
    ("ecs", "RunTask"): _run,
    ("ecs", "StopTask"): _stop_task,
    ("ecs", "ListTasks"): _list_tasks,
    ("ecs", "DescribeTasks"): _describe_tasks,
}
