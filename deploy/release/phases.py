"""The phases of a release; each may have been done before, by a process that was killed."""

from collections.abc import Sequence
from dataclasses import replace

from deploy.release import (
    definitions,
    migration,
    rollout,
    services,
    settling,
    verification,
)
from deploy.release.codes import Code, Ended
from deploy.release.course import Course
from deploy.release.desk import Desk
from deploy.release.records import Move
from deploy.release.target import MIGRATE, ROLES, SERVICES
from deploy.release.work import Work

LATE = ("rollout", "verify", "rollback")  # phases in which traffic may have moved


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


def _work(desk: Desk) -> Work:
    if desk.work is None:
        raise Ended(Code.LOCKED, "The lease is not ours.", f"manage.py ecs lock {desk.target.environment} status")
    return desk.work
