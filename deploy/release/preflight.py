"""Everything that can be known to be wrong before anything is changed, told all at once."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from deploy.release import definitions, images, services
from deploy.release.aws import DENIED, Aws, Refused
from deploy.release.definitions import Definition, Secret
from deploy.release.services import Service
from deploy.release.target import ROLES, SERVICES, WEB, Target

TASKS = "ecs-tasks.amazonaws.com"
FARGATE_VCPUS = "L-3032A538"  # quota "Fargate On-Demand vCPU resource count"
UNITS_OF_CPU = 1024


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and what to do; `is_unknown` where we may not look."""

    what: str
    do: str
    is_unknown: bool = False


@dataclass
class Scene:
    """What a release would meet."""

    aws: Aws
    target: Target
    image: images.Image | None
    definitions: dict[str, Definition] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    allow_zero: bool = False


type Check = Callable[[Scene], Iterator[Problem]]


def scene_of(aws: Aws, target: Target, reference: str, *, allow_zero: bool = False) -> tuple[Scene, list[Problem]]:
    """Return what there is and every problem with it."""
    problems: list[Problem] = []
    scene = Scene(aws, target, None, allow_zero=allow_zero)
    try:
        scene.image = images.find(aws, target, reference) if reference else None
    except images.ImageMissing as missing:
        problems.append(Problem(f"image: {missing}", f"build and push it: manage.py deploy_ecs {target.environment}"))
    scene.services = services.described(aws, target, SERVICES)
    for role in ROLES:
        try:
            scene.definitions[role] = definitions.newest(aws, target.family(role))
        except Refused:
            what = f"task definition: the family {target.family(role)} does not exist"
            problems.append(Problem(what, f"manage.py infra apply {target.environment}"))
    for check in CHECKS:
        problems += _allowed(check, scene)
    return scene, problems


def _allowed(check: Check, scene: Scene) -> list[Problem]:
    """Return a check's problems; where we may not look, that we may not."""
    try:
        return [*check(scene)]
    except Refused as refused:
        if refused.code not in DENIED:
            raise
        return [Problem(f"not checked: {refused.action} is not allowed", "allow it, or look yourself", is_unknown=True)]


def _services(scene: Scene) -> Iterator[Problem]:
    environment = scene.target.environment
    for role in SERVICES:
        if role not in scene.services:
            yield Problem(f"service: {role} does not exist", f"manage.py infra apply {environment}")
    web = scene.services.get(WEB)
    if web and web.desired == 0 and not scene.allow_zero:
        what = "service: web is scaled to 0 tasks, so no release can be seen to serve"
        yield Problem(what, f"manage.py ecs scale {environment} web=1, or add --allow-zero")


def _under_way(scene: Scene) -> Iterator[Problem]:
    for role in scene.services:
        for brief in services.deployments(scene.aws, scene.target, role, 1):
            if brief["status"] not in services.ENDED:
                what = f"service: a deployment of {role} is under way ({brief['status'].lower().replace('_', ' ')})"
                yield Problem(what, f"manage.py ecs status {scene.target.environment}; --resume takes up our own")


def _architecture(scene: Scene) -> Iterator[Problem]:
    for role, definition in scene.definitions.items():
        built = scene.image.architectures if scene.image else frozenset({definition.architecture})
        if definition.architecture not in built:
            what = f"image: it is built for {', '.join(sorted(built))}, and {role} runs on {definition.architecture}"
            yield Problem(what, "build it with --platform linux/amd64 and push it again")


def _secrets(scene: Scene) -> Iterator[Problem]:
    wanted: dict[Secret, set[str]] = {}
    for role, definition in scene.definitions.items():
        for secret in definition.secrets():
            wanted.setdefault(secret, set()).add(role)
    for secret, roles in wanted.items():
        who = f"{secret.name} of {', '.join(sorted(roles))}"
        problem = _parameter(scene, secret) if secret.is_parameter else _secret(scene, secret)
        if problem:
            yield Problem(
                f"secret: {who}: {problem}", f"put it there; then manage.py ecs doctor {scene.target.environment}"
            )


def _secret(scene: Scene, secret: Secret) -> str:
    name = secret.arn.partition(":secret:")[2]
    try:
        text = scene.aws.ask("secretsmanager", "get_secret_value", SecretId=secret.arn).get("SecretString", "")
    except Refused as refused:
        if refused.code == "ResourceNotFoundException":
            return f"{name} does not exist or has no value"
        raise
    return "" if not secret.key or secret.key in _keys(text) else f"{name} has no JSON key {secret.key}"


def _parameter(scene: Scene, secret: Secret) -> str:
    name = secret.arn.partition(":parameter")[2]
    found = scene.aws.ask("ssm", "get_parameters", Names=[name])
    return "" if found["Parameters"] else f"the parameter {name} does not exist"


def _keys(text: str) -> set[str]:
    """Return a secret's JSON keys, never its values."""
    try:
        found = json.loads(text)
    except ValueError:
        return set()
    return set(found) if isinstance(found, dict) else set()


def _roles(scene: Scene) -> Iterator[Problem]:
    for arn in sorted({arn for definition in scene.definitions.values() for arn in definition.roles}):
        name = arn.rpartition("/")[2]
        try:
            role = scene.aws.ask("iam", "get_role", RoleName=name)["Role"]
        except Refused as refused:
            if refused.code != "NoSuchEntity":
                raise
            yield Problem(f"role: {name} does not exist", f"manage.py infra apply {scene.target.environment}")
            continue
        document = role["AssumeRolePolicyDocument"]
        trust = document if isinstance(document, dict) else json.loads(unquote(document))
        if TASKS not in json.dumps(trust):
            yield Problem(f"role: {name} does not trust {TASKS}", f"manage.py infra apply {scene.target.environment}")


def _passing(scene: Scene) -> Iterator[Problem]:
    roles = sorted({arn for definition in scene.definitions.values() for arn in definition.roles})
    who = str(scene.aws.ask("sts", "get_caller_identity")["Arn"])
    found = scene.aws.ask(
        "iam",
        "simulate_principal_policy",
        PolicySourceArn=_role_behind(who),
        ActionNames=["iam:PassRole"],
        ResourceArns=roles,
        ContextEntries=[
            {"ContextKeyName": "iam:PassedToService", "ContextKeyValues": [TASKS], "ContextKeyType": "string"}
        ],
    )
    for result in found["EvaluationResults"]:
        if result["EvalDecision"] != "allowed":
            what = f"role: {who} may not pass {result['EvalResourceName'].rpartition('/')[2]}"
            yield Problem(what, "sign in as the release role")


def _role_behind(arn: str) -> str:
    """Return the role of an assumed role's session: sessions cannot be simulated."""
    if ":assumed-role/" not in arn:
        return arn
    account, name = arn.split(":")[4], arn.partition(":assumed-role/")[2].partition("/")[0]
    return f"arn:aws:iam::{account}:role/{name}"


def _log_groups(scene: Scene) -> Iterator[Problem]:
    wanted = {group for definition in scene.definitions.values() for group in definition.log_groups.values()}
    for group in sorted(wanted):
        found = scene.aws.ask("logs", "describe_log_groups", logGroupNamePrefix=group)["logGroups"]
        if group not in {entry["logGroupName"] for entry in found}:
            yield Problem(
                f"logs: the group {group} does not exist", f"manage.py infra apply {scene.target.environment}"
            )


def _ports(scene: Scene) -> Iterator[Problem]:
    for role, service in scene.services.items():
        definition = scene.definitions.get(role)
        for group, port in service.target_groups:
            if definition and port not in definition.ports():
                what = f"port: {role} is asked on {port}, and its task definition opens {sorted(definition.ports())}"
                yield Problem(what, f"manage.py infra apply {scene.target.environment}")
            if not scene.aws.ask("elbv2", "describe_target_groups", TargetGroupArns=[group])["TargetGroups"]:
                yield Problem(f"port: the target group of {role} does not exist", "manage.py infra apply")


def _subnets(scene: Scene) -> Iterator[Problem]:
    for role, service in scene.services.items():
        wanted = service.shape["networkConfiguration"]["awsvpcConfiguration"]["subnets"]
        found = scene.aws.ask("ec2", "describe_subnets", Filters=[{"Name": "subnet-id", "Values": wanted}])["Subnets"]
        rooms = {subnet["SubnetId"]: subnet["AvailableIpAddressCount"] for subnet in found}
        for name in wanted:
            if rooms.get(name, 0) < service.desired + 1:
                yield Problem(f"subnet: {name} of {role} is missing or has no free addresses", "manage.py infra plan")


def _alarms(scene: Scene) -> Iterator[Problem]:
    wanted: list[str] = []
    for service in scene.services.values():
        wanted += service.shape.get("deploymentConfiguration", {}).get("alarms", {}).get("alarmNames", [])
    if not wanted:
        return
    found = scene.aws.ask("cloudwatch", "describe_alarms", AlarmNames=sorted(set(wanted)), StateValue="ALARM")
    for alarm in found["MetricAlarms"]:
        what = f"alarm: {alarm['AlarmName']} rings already, and would roll the release back"
        yield Problem(what, "mend that first; to release the mending itself, see docs/runbooks/release.md")


def _quota(scene: Scene) -> Iterator[Problem]:
    found = scene.aws.ask("service-quotas", "get_service_quota", ServiceCode="fargate", QuotaCode=FARGATE_VCPUS)
    most = found["Quota"]["Value"]
    need = sum(
        2 * service.desired * int(scene.definitions[role].shape["cpu"]) / UNITS_OF_CPU  # old and new side by side
        for role, service in scene.services.items()
        if role in scene.definitions
    )
    if need > most:
        yield Problem(f"quota: the release needs {need:g} vCPU at once, the account has {most:g}", "ask AWS for more")


CHECKS: tuple[Check, ...] = (
    _services, _under_way, _architecture, _secrets, _roles, _passing, _log_groups, _ports, _subnets, _alarms, _quota,
)  # fmt: skip


def told(problems: list[Any]) -> str:
    """Return problems as lines, each with what mends it."""
    return "\n".join(f"{'?' if p.is_unknown else '✗'} {p.what}\n    → {p.do}" for p in problems)
