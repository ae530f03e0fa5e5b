"""After a failure: every service back to the release before, and proof that it serves."""

from collections.abc import Sequence
from dataclasses import replace

from deploy.release import rollout, services, verification
from deploy.release.codes import Code, Ended
from deploy.release.course import Course
from deploy.release.evidence import Evidence
from deploy.release.work import Work


def refuse_if_superseded(work: Work, courses: Sequence[Course]) -> None:
    """Leave everything as it is where somebody else's deployment came after ours.

    Raises:
        Ended: superseded.
    """
    for course in courses:
        newest = services.deployments(work.aws, work.target, course.move.role)[0]
        if newest["serviceDeploymentArn"] not in {course.move.deployment, *course.move.known}:
            raise rollout.superseded(work, course.move.role)


def settle(work: Work, courses: Sequence[Course]) -> list[str]:
    """Take all services back; return what does not serve as before, nothing where all does."""
    work.enter("rollback")
    for course in courses:
        if not course.has_ended and course.status not in rollout.ROLLING_BACK:
            work.say(f"{course.move.role}: going back to {rollout.short(course.move.before)}")
            rollout.go_back(work, course)
    for course in courses:  # one after the other: a failed one must not end the watch over the next
        rollout.follow(work, [course], work.limits.rollback)
    left = [_returned(work, course) for course in courses if course.status in {"SUCCESSFUL", "STOPPED"}]
    for course in left:
        rollout.follow(work, [course], work.limits.rollback)
    lost = [course for course in (*courses, *left) if course.status == "ROLLBACK_FAILED" or not course.has_ended]
    problems = [f"{course.move.role}: the way back ended as {course.status}" for course in lost]
    for course in courses:
        problems += verification.problems_of(work, course.move.role, course.move.before, wait=not problems)
    return problems


def _returned(work: Work, course: Course) -> Course:
    """Roll a service out backwards that ECS left, or brought, where we do not want it."""
    move = course.move
    work.say(f"{move.role}: ECS does not go back by itself; asking for {rollout.short(move.before)}")
    back = replace(move, before=move.after, after=move.before, deployment="", known=())
    started = rollout.begin(work, [back])[0]
    started.evidence = Evidence(work.target, move.role, started.evidence.since)
    return started


def told(courses: Sequence[Course]) -> str:
    """Return what was seen of the services that failed."""
    parts = [course.evidence.told() for course in courses if not course.is_there]
    return "\n".join(part for part in parts if part)


def hint_of(courses: Sequence[Course], what: str) -> tuple[str, str]:
    """Return the likely cause and the next command."""
    bad = [course for course in courses if not course.is_there] or list(courses)
    worst = max(bad, key=lambda course: course.evidence.worst()[1])
    reasons = [course.deployment.reason for course in bad if course.deployment]
    return worst.evidence.hint("\n".join((what, *reasons)))


def end_of(work: Work, courses: Sequence[Course], *, code: Code, what: str) -> Ended:
    """Go back, and return how the release ended."""
    problems = settle(work, courses)
    cause, do = hint_of(courses, what)
    seen = told(courses)
    if problems:
        lines = [what, "The release before does NOT serve again:", *(f"  {problem}" for problem in problems)]
        do = f"manage.py ecs status {work.target.environment}; then manage.py ecs rollback {work.target.environment}"
        code = Code.ROLLBACK_FAILED
    else:
        lines = [what, "Every service runs the release before again, and serves."]
    text = "\n".join([*lines, *([seen] if seen else []), f"Likely cause: {cause}"])
    return Ended(code, text, do)
