"""Every check at once, and what they found as lines."""

from typing import Any

from deploy.release import definitions, images, services
from deploy.release.aws import Aws
from deploy.release.preflight import access, around, fleet, values
from deploy.release.preflight.scene import Check, Problem, Scene
from deploy.release.refusals import DENIED, Refused
from deploy.release.target import ROLES, SERVICES, Target


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


CHECKS: tuple[Check, ...] = (
    fleet.presence, fleet.under_way, around.architecture, values.secrets, access.roles, access.passing,
    around.log_groups, around.ports, fleet.subnets, around.alarms, fleet.quota,
)  # fmt: skip


def told(problems: list[Any]) -> str:
    """Return problems as lines, each with what mends it."""
    return "\n".join(f"{'?' if p.is_unknown else '✗'} {p.what}\n    → {p.do}" for p in problems)
