"""A release from preflight to unlock; and how one is taken up again, or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from deploy.release import (
    building,
    definitions,
    migration,
    preflight,
    records,
    rollout,
    services,
    settling,
    verification,
)
from deploy.release import lease as leases
from deploy.release.aws import Aws
from deploy.release.codes import NAMES, Code, Ended
from deploy.release.images import Image
from deploy.release.ledger import Ledger
from deploy.release.preflight import Scene
from deploy.release.progress import Progress
from deploy.release.records import Move, Record
from deploy.release.rollout import Course
from deploy.release.target import MIGRATE, ROLES, SERVICES, Target
from deploy.release.work import Limits, Work

LATE = ("rollout", "verify", "rollback")  # phases in which traffic may have moved


@dataclass(frozen=True, slots=True)
class Wish:
    """What an operator asks for."""

    image: str
    who: str
    commit: str = ""
    allow_zero: bool = False
    is_dry: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass
class Desk:
    """Where a release is done from: shared by every act on one environment."""

    aws: Aws
    target: Target
    progress: Progress
    work: Work | None = None  # once the lease is ours
    asked_for: str = ""  # what goes on although there is no lease

    def ledger(self) -> Ledger:
        return Ledger(self.aws, self.target)

    def take(self, record: Record, wish: Wish, *, over: int | None = None) -> Work:
        """Take the lease and begin to write the record.

        Raises:
            Held: somebody else releases.
        """
        ledger = self.ledger()
        before = leases.read(ledger)
        lease = leases.take(ledger, held_by=wish.who, release_id=record.id, over=over)
        self.work = Work(self.aws, self.target, self.progress, ledger, lease, record, wish.limits, wish.allow_zero)
        if before and before.held_by not in {leases.FREE, wish.who}:
            self.work.say(f"the lease of {before.held_by} ({before.step}) had expired: taken over")
        return self.work


def deploy(desk: Desk, wish: Wish) -> Ended:
    """Release an image and return how it ended."""
    if not wish.image:
        tag = building.pushed(desk.aws, desk.target, wish.commit, lambda text: desk.progress.say("build", text))
        wish = replace(wish, image=tag)
    scene, image = _looked(desk, wish)
    if _serves(desk, wish, scene, image):
        text = f"{desk.target.cluster} already serves {image.digest}: nothing was changed."
        return Ended(Code.OK, text, f"manage.py ecs status {desk.target.environment}", "nothing to release")
    if wish.is_dry:
        moves = "; ".join(f"{role} from {rollout.short(scene.services[role].definition)}" for role in SERVICES)
        text = f"Dry run: nothing was changed. A release would migrate, then roll out {image.digest}: {moves}."
        return Ended(Code.OK, text, f"manage.py deploy_ecs {desk.target.environment} --image {wish.image}", "dry run")
    record = Record(records.new_id(desk.aws.clock.now(), image.digest), wish.who, image.digest, wish.commit, "lock")
    desk.take(record, wish)
    return go_on(desk, image.uri)


def _looked(desk: Desk, wish: Wish) -> tuple[Scene, Image]:
    """Return what there is, and the image in the registry.

    Raises:
        Ended: anything at all is wrong.
    """
    desk.progress.say("preflight", f"looking at {desk.target.cluster} in account {desk.aws.account()}")
    scene, problems = preflight.scene_of(desk.aws, desk.target, wish.image, allow_zero=wish.allow_zero)
    known = [problem for problem in problems if not problem.is_unknown]
    unknown = [problem for problem in problems if problem.is_unknown]
    if unknown:
        desk.progress.say("preflight", preflight.told(unknown))
    if known or scene.image is None:
        text = f"Preflight found {len(known)} problem{'s' * (len(known) > 1)}; nothing was changed.\n"
        raise Ended(Code.PREFLIGHT, text + preflight.told(known), known[0].do)
    desk.progress.say("preflight", f"{len(preflight.CHECKS)} checks passed")
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


def go_on(desk: Desk, uri: str) -> Ended:
    """Go through the phases from the one the record names; each may have been done before."""
    work = _work(desk)
    if work.record.phase not in LATE:
        work.enter("register")
        _register(work, uri)
        work.enter("migrate")
        migration.run(work, definitions.newest(work.aws, work.record.definition(MIGRATE)))
    return roll_out(work)


def roll_out(work: Work) -> Ended:
    """Move both services to the record's definitions, verify, and finish."""
    moves = work.record.moves or _moves(work)
    work.enter("rollout")
    courses = rollout.begin(work, moves)
    in_time = rollout.follow(work, courses, work.limits.rollout)
    if not all(course.is_there for course in courses):
        settling.refuse_if_superseded(work, courses)
        raise settling.end_of(work, courses, code=_code(in_time=in_time), what=_what(work, courses, in_time=in_time))
    work.enter("verify")
    problems = [
        problem for course in courses for problem in verification.problems_of(work, course.move.role, course.move.after)
    ]
    if problems:
        what = "\n".join(["ECS calls the rollout successful, but our release does not serve:", *problems])
        raise settling.end_of(work, courses, code=Code.ROLLED_BACK, what=what)
    return _well(work, courses)


def _well(work: Work, courses: Sequence[Course]) -> Ended:
    counts = []
    for course in courses:
        service = services.one(work.aws, work.target, course.move.role)
        counts.append(f"{course.move.role} {service.running}/{service.desired}")
    text = f"{work.target.cluster} serves {work.record.digest}: {', '.join(counts)}."
    if any(count.endswith(" 0/0") for count in counts):
        text += " 0 tasks were asked for, as allowed."
    return Ended(Code.OK, text, f"manage.py ecs status {work.target.environment}")


def _code(*, in_time: bool) -> Code:
    return Code.ROLLED_BACK if in_time else Code.TIMEOUT


def _what(work: Work, courses: Sequence[Course], *, in_time: bool) -> str:
    if not in_time:
        return f"The rollout did not end within {work.limits.rollout:.0f} s."
    ends = [
        f"{course.move.role} ended as {course.status.lower().replace('_', ' ')}"
        + (f" ({course.deployment.reason})" if course.deployment and course.deployment.reason else "")
        for course in courses
        if course.has_ended and not course.is_there
    ]
    return f"The release of {work.record.digest} failed: {'; '.join(ends)}."


def _register(work: Work, uri: str) -> None:
    found = []
    for role in ROLES:
        definition, is_new = definitions.registered(work.aws, work.target, role, uri, work.record.commit)
        work.say(f"{rollout.short(definition.arn)} {'registered' if is_new else 'was registered before: used again'}")
        found.append((role, definition.arn))
    work.record = replace(work.record, definitions=tuple(found))


def _moves(work: Work) -> tuple[Move, ...]:
    before = services.described(work.aws, work.target, SERVICES)
    return tuple(Move(role, before[role].definition, work.record.definition(role)) for role in SERVICES)


def resume(desk: Desk, wish: Wish) -> Ended:
    """Take up the release that was left, from where its record says it was."""
    record, fence = _left(desk, wish)
    work = desk.take(record, wish, over=fence)
    work.say(f"taking up {record.id} of {record.who}, left in {record.phase}")
    if record.phase == "rollback":
        courses = rollout.begin(work, record.moves)
        raise settling.end_of(work, courses, code=Code.ROLLED_BACK, what="The rollback that was left is finished.")
    repository = desk.aws.ask("ecr", "describe_repositories", repositoryNames=[desk.target.repository])
    return go_on(desk, f"{repository['repositories'][0]['repositoryUri']}@{record.digest}")


def abort(desk: Desk, wish: Wish) -> Ended:
    """Take back the release that was left."""
    record, fence = _left(desk, wish)
    work = desk.take(record, wish, over=fence)
    if not record.moves:
        raise Ended(
            Code.ROLLED_BACK,
            "The release is given up. No traffic had moved.",
            f"manage.py ecs status {desk.target.environment}",
        )
    work.enter("rollback")
    begun = [move for move in record.moves if rollout.was_asked(work, move)]
    courses = rollout.begin(work, begun)
    rollout.follow(work, courses, 0)
    raise settling.end_of(
        work, courses, code=Code.ROLLED_BACK, what=f"The release {record.id} is taken back as you asked."
    )


def _left(desk: Desk, wish: Wish) -> tuple[Record, int | None]:
    """Return the newest release if it has not ended, and the fence of its lease where that is our own.

    Somebody else's may be alive: it has to expire first.
    """
    ledger = desk.ledger()
    found = records.latest(ledger, 1)
    if not found or found[0].outcome != records.STARTED:
        raise Ended(Code.USAGE, "No release was left unfinished.", f"manage.py ecs history {desk.target.environment}")
    lease = leases.read(ledger)
    is_ours = lease is not None and lease.release_id == found[0].id and lease.held_by == wish.who
    return found[0], lease.fence if lease and is_ours else None


def finish(desk: Desk, code: Code) -> None:
    """Write down how it ended and free the lease; a release that goes on without us keeps both."""
    work = desk.work
    if work is None or code is Code.DETACHED:
        return
    ended = f"{desk.aws.clock.now():%Y-%m-%dT%H:%M:%SZ}"
    work.record = replace(work.record, outcome=NAMES[code], ended=ended)
    records.keep(work.ledger, work.record)
    leases.let_go(work.ledger, work.lease)


def _work(desk: Desk) -> Work:
    if desk.work is None:
        raise Ended(Code.LOCKED, "The lease is not ours.", f"manage.py ecs lock {desk.target.environment} status")
    return desk.work
