"""A release from preflight to unlock; and how one is taken up again, or taken back."""

from dataclasses import replace

from deploy.release import (
    building,
    definitions,
    phases,
    records,
    rollout,
    services,
    verification,
)
from deploy.release.codes import Code, Ended
from deploy.release.desk import Desk, Wish
from deploy.release.images import Image
from deploy.release.preflight import report
from deploy.release.preflight.scene import Scene
from deploy.release.records import Record
from deploy.release.target import SERVICES


def deploy(desk: Desk, wish: Wish) -> Ended:
    """Release an image and return how it ended."""
    if not wish.image:
        tag = building.pushed(desk.aws, desk.target, wish.commit, lambda text: desk.progress.say("build", text))
        wish = replace(wish, image=tag)
    if wish.is_build_only:
        name = desk.target.environment
        done = f"{desk.target.repository}:{wish.image} is in the registry."
        return Ended(Code.OK, done, f"manage.py deploy_ecs {name} --image {wish.image}", "built")
    scene, image = _looked(desk, wish)
    if not wish.is_forced and _serves(desk, wish, scene, image):
        text = f"{desk.target.cluster} already serves {image.digest}: nothing was changed."
        return Ended(Code.OK, text, f"manage.py ecs status {desk.target.environment}", "nothing to release")
    if wish.is_dry:
        moves = "; ".join(f"{role} from {rollout.short(scene.services[role].definition)}" for role in SERVICES)
        text = f"Dry run: nothing was changed. A release would migrate, then roll out {image.digest}: {moves}."
        return Ended(Code.OK, text, f"manage.py deploy_ecs {desk.target.environment} --image {wish.image}", "dry run")
    record = Record(records.new_id(desk.aws.clock.now(), image.digest), wish.who, image.digest, wish.commit, "lock")
    desk.take(record, wish)
    return phases.go_on(desk, image.uri)


def _looked(desk: Desk, wish: Wish) -> tuple[Scene, Image]:
    """Return what there is, and the image in the registry.

    Raises:
        Ended: anything at all is wrong.
    """
    desk.progress.say("preflight", f"looking at {desk.target.cluster} in account {desk.aws.account()}")
    scene, problems = report.scene_of(desk.aws, desk.target, wish.image, allow_zero=wish.allow_zero)
    known = [problem for problem in problems if not problem.is_unknown]
    unknown = [problem for problem in problems if problem.is_unknown]
    if unknown:
        desk.progress.say("preflight", report.told(unknown))
    if known or scene.image is None:
        text = f"Preflight found {len(known)} problem{'s' * (len(known) > 1)}; nothing was changed.\n"
        raise Ended(Code.PREFLIGHT, text + report.told(known), known[0].do)
    desk.progress.say("preflight", f"{len(report.CHECKS)} checks passed")
    return scene, scene.image


def _serves(desk: Desk, wish: Wish, scene: Scene, image: Image) -> bool:
    """Answer whether both services verifiably serve exactly what is asked for, by deployments that succeeded."""
    for role in SERVICES:
        found = definitions.known(desk.aws, desk.target, role, image.uri, wish.commit)
        if found is None or scene.services[role].definition != found.arn:
            return False
        brief = services.deployments(desk.aws, desk.target, role, 1)
        if not brief or brief[0]["status"] != services.ENDED_WELL:
            return False
        if verification.problems_now(desk.aws, desk.target, role, found.arn, allow_zero=wish.allow_zero):
            return False
    return True
