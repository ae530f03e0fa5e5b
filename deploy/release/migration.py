"""The release phase: migrations as a task of the very image that is to serve, before any traffic moves."""

from typing import Any

from deploy.release import services
from deploy.release.codes import Code, Ended
from deploy.release.definitions import Definition
from deploy.release.evidence import Evidence, last_lines
from deploy.release.target import MIGRATE, WORKER
from deploy.release.work import Work

COMMAND = ("python", "manage.py", "migrate_safely")
LINES = 200


def run(work: Work, definition: Definition) -> None:
    """Run migrations and wait for their end.

    Raises:
        Ended: they failed, or nobody knows; traffic is untouched either way.
    """
    arn = start(work, definition, COMMAND)
    work.say(f"running {' '.join(COMMAND)} as {arn.rpartition('/')[2]}", task=arn)
    code, task = wait(work, definition, arn)
    if code == 0:
        return
    evidence = Evidence(work.target, MIGRATE)
    if task is not None:
        evidence.note_task(work.aws, task)
    cause, do = evidence.hint() if code is None else ("A migration failed; its last lines say which.", "")
    ended = "did not say how it ended" if code is None else f"ended with exit code {code}"
    text = f"The migration task {ended}. Traffic is untouched: the release before serves on."
    do = do or f"mend the migration, then manage.py deploy_ecs {work.target.environment}"
    raise Ended(Code.MIGRATION, "\n".join([text, evidence.told(), f"Likely cause: {cause}"]), do)


def start(work: Work, definition: Definition, command: tuple[str, ...]) -> str:
    """Start a one-off task in the worker's network and return its ARN.

    Raises:
        Ended: ECS would not start it.
    """
    network = services.one(work.aws, work.target, WORKER).shape["networkConfiguration"]
    answer = work.aws.ask(
        "ecs",
        "run_task",
        cluster=work.target.cluster,
        taskDefinition=definition.arn,
        launchType="FARGATE",
        networkConfiguration=network,
        startedBy=work.record.id[:36],
        clientToken=f"{work.record.id}-{command[-1]}"[:64],  # asked twice, it is started once
        overrides={"containerOverrides": [{"name": definition.app["name"], "command": list(command)}]},
    )
    if not answer["tasks"]:
        reason = answer["failures"][0].get("reason", "no reason given")
        text = f"ECS did not start the task: {reason}. Traffic is untouched."
        raise Ended(Code.MIGRATION, text, f"manage.py ecs doctor {work.target.environment}")
    return str(answer["tasks"][0]["taskArn"])


def wait(work: Work, definition: Definition, arn: str) -> tuple[int | None, Any]:
    """Follow a task's log to its end; return the exit code, None where there is none, and the task."""
    told = 0
    deadline = work.now() + work.limits.migration
    place = definition.log_stream(arn)
    while work.now() < deadline:
        found = work.aws.ask("ecs", "describe_tasks", cluster=work.target.cluster, tasks=[arn])["tasks"]
        lines = last_lines(work.aws, *place, LINES) if place and found else []
        for line in lines[told:]:
            work.say(line)
        told = max(told, len(lines))
        if found and found[0]["lastStatus"] == "STOPPED":
            app = next(box for box in found[0]["containers"] if box["name"] == definition.app["name"])
            return app.get("exitCode"), found[0]
        work.say_once("task", f"task {found[0]['lastStatus'].lower()}" if found else "task not seen yet")
        work.pause(2)
    work.aws.ask("ecs", "stop_task", cluster=work.target.cluster, task=arn, reason="the release gave up waiting")
    text = f"The task did not end within {work.limits.migration:.0f} s and was stopped. Traffic is untouched."
    raise Ended(Code.MIGRATION, text, f"manage.py ecs logs {work.target.environment} --service {MIGRATE}")
