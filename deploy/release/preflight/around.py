"""What surrounds a task: its processor, its lines, its port, the alarms that would roll it back."""

from collections.abc import Iterator

from deploy.release.preflight.scene import Problem, Scene


def architecture(scene: Scene) -> Iterator[Problem]:
    for role, definition in scene.definitions.items():
        built = scene.image.architectures if scene.image else frozenset({definition.architecture})
        if definition.architecture not in built:
            what = f"image: it is built for {', '.join(sorted(built))}, and {role} runs on {definition.architecture}"
            yield Problem(what, "build it with --platform linux/amd64 and push it again")


def log_groups(scene: Scene) -> Iterator[Problem]:
    wanted = {group for definition in scene.definitions.values() for group in definition.log_groups.values()}
    for group in sorted(wanted):
        found = scene.aws.ask("logs", "describe_log_groups", logGroupNamePrefix=group)["logGroups"]
        if group not in {entry["logGroupName"] for entry in found}:
            yield Problem(
                f"logs: the group {group} does not exist", f"manage.py infra apply {scene.target.environment}"
            )


def ports(scene: Scene) -> Iterator[Problem]:
    for role, service in scene.services.items():
        definition = scene.definitions.get(role)
        for group, port in service.target_groups:
            if definition and port not in definition.ports():
                what = f"port: {role} is asked on {port}, and its task definition opens {sorted(definition.ports())}"
                yield Problem(what, f"manage.py infra apply {scene.target.environment}")
            if not scene.aws.ask("elbv2", "describe_target_groups", TargetGroupArns=[group])["TargetGroups"]:
                yield Problem(f"port: the target group of {role} does not exist", "manage.py infra apply")


def alarms(scene: Scene) -> Iterator[Problem]:
    wanted: list[str] = []
    for service in scene.services.values():
        wanted += service.shape.get("deploymentConfiguration", {}).get("alarms", {}).get("alarmNames", [])
    if not wanted:
        return
    found = scene.aws.ask("cloudwatch", "describe_alarms", AlarmNames=sorted(set(wanted)), StateValue="ALARM")
    for alarm in found["MetricAlarms"]:
        what = f"alarm: {alarm['AlarmName']} rings already, and would roll the release back"
        yield Problem(what, "mend that first; to release the mending itself, see docs/runbooks/release.md")
