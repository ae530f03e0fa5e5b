"""The services: are they there, at rest, and is there room for twice their tasks?"""

from collections.abc import Iterator

from deploy.release import services
from deploy.release.preflight.scene import Problem, Scene
from deploy.release.target import SERVICES, WEB

FARGATE_VCPUS = "L-3032A538"  # quota "Fargate On-Demand vCPU resource count"


UNITS_OF_CPU = 1024


def presence(scene: Scene) -> Iterator[Problem]:
    environment = scene.target.environment
    for role in SERVICES:
        if role not in scene.services:
            yield Problem(f"service: {role} does not exist", f"manage.py infra apply {environment}")
    web = scene.services.get(WEB)
    if web and web.desired == 0 and not scene.allow_zero:
        what = "service: web is scaled to 0 tasks, so no release can be seen to serve"
        yield Problem(what, f"manage.py ecs scale {environment} web=1, or add --allow-zero")


def under_way(scene: Scene) -> Iterator[Problem]:
    for role in scene.services:
        for brief in services.deployments(scene.aws, scene.target, role, 1):
            if brief["status"] not in services.ENDED:
                what = f"service: a deployment of {role} is under way ({brief['status'].lower().replace('_', ' ')})"
                yield Problem(what, f"manage.py ecs status {scene.target.environment}; --resume takes up our own")


def subnets(scene: Scene) -> Iterator[Problem]:
    for role, service in scene.services.items():
        wanted = service.shape["networkConfiguration"]["awsvpcConfiguration"]["subnets"]
        found = scene.aws.ask("ec2", "describe_subnets", Filters=[{"Name": "subnet-id", "Values": wanted}])["Subnets"]
        rooms = {subnet["SubnetId"]: subnet["AvailableIpAddressCount"] for subnet in found}
        for name in wanted:
            if rooms.get(name, 0) < service.desired + 1:
                yield Problem(f"subnet: {name} of {role} is missing or has no free addresses", "manage.py infra plan")


def quota(scene: Scene) -> Iterator[Problem]:
    found = scene.aws.ask("service-quotas", "get_service_quota", ServiceCode="fargate", QuotaCode=FARGATE_VCPUS)
    most = found["Quota"]["Value"]
    need = sum(
        2 * service.desired * int(scene.definitions[role].shape["cpu"]) / UNITS_OF_CPU  # old and new side by side
        for role, service in scene.services.items()
        if role in scene.definitions
    )
    if need > most:
        yield Problem(f"quota: the release needs {need:g} vCPU at once, the account has {most:g}", "ask AWS for more")
