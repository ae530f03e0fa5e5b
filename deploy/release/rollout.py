"""Web and worker to another task definition, as one: both get there, or both go back."""

from collections.abc import Sequence
from dataclasses import replace

from deploy.release import services
from deploy.release.codes import Code, Ended
from deploy.release.course import Course
from deploy.release.evidence import Evidence
from deploy.release.records import Move
from deploy.release.refusals import Refused
from deploy.release.work import Work

ENDED_MEANWHILE = "ConflictException"  # the next look shows how
ROLLING_BACK = {"ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "STOP_REQUESTED"}


def begin(work: Work, moves: Sequence[Move]) -> list[Course]:
    """Ask ECS for both, and return each with the deployment that is verifiably ours."""
    courses = [_course(work, move) for move in moves]
    for course in courses:
        if not course.move.deployment:
            course.move = _asked(work, course.move)
    for course in courses:
        if not course.move.deployment:
            course.move = replace(course.move, deployment=_appeared(work, course.move))
            work.note_move(course.move)
    return courses


def _course(work: Work, move: Move) -> Course:
    before = services.tasks(work.aws, work.target, move.role, "STOPPED")
    since = frozenset() if move.deployment else frozenset(task["taskArn"] for task in before)
    course = Course(move, Evidence(work.target, move.role, since))
    course.news(services.one(work.aws, work.target, move.role))  # what happened before us is no news
    return course


def _asked(work: Work, move: Move) -> Move:
    """Snapshot the deployments there are, then ask for ours; a process before us may have asked already."""
    if was_asked(work, move):
        return move
    known = [brief["serviceDeploymentArn"] for brief in services.deployments(work.aws, work.target, move.role)]
    move = replace(move, known=tuple(known) or ("none",))
    work.note_move(move)
    service = services.one(work.aws, work.target, move.role)
    work.aws.ask(
        "ecs",
        "update_service",
        cluster=work.target.cluster,
        service=work.target.service(move.role),
        taskDefinition=move.after,
        forceNewDeployment=service.definition == move.after,  # else ECS would do nothing and call it success
    )
    work.say(f"{move.role}: asked for {short(move.after)}, from {short(move.before)}", role=move.role)
    return move


def was_asked(work: Work, move: Move) -> bool:
    """Answer whether ECS made a deployment of our wish before this process came."""
    return bool(move.deployment or (move.known and _new_ones(work, move)))


def _appeared(work: Work, move: Move) -> str:
    """Return the deployment that ECS made of our wish; not finding one is never success."""
    deadline = work.now() + work.limits.appearance
    while work.now() < deadline:
        for brief in _new_ones(work, move):
            revision = brief.get("targetServiceRevisionArn")
            if revision and services.definition_of(work.aws, revision) == move.after:
                return str(brief["serviceDeploymentArn"])
            if revision:
                raise superseded(work, move.role)
        work.pause(1)
    name = work.target.service(move.role)
    text = f"ECS made no deployment of {name} within {work.limits.appearance:.0f} s."
    raise Ended(Code.TIMEOUT, text, f"manage.py ecs status {work.target.environment}")


def _new_ones(work: Work, move: Move) -> list[dict[str, str]]:
    """Return deployments that are newer than our snapshot, the oldest first."""
    found = services.deployments(work.aws, work.target, move.role)
    return [brief for brief in reversed(found) if brief["serviceDeploymentArn"] not in move.known]


def superseded(work: Work, role: str) -> Ended:
    """Return the end of a release that another one overtook."""
    text = f"Another release of {work.target.service(role)} began after ours; ours was stopped by it."
    return Ended(Code.SUPERSEDED, text, f"manage.py ecs status {work.target.environment}")


def follow(work: Work, courses: Sequence[Course], seconds: float) -> bool:
    """Watch until all have ended or one has failed; False where the time ran out first."""
    deadline = work.now() + seconds
    while True:
        for course in courses:
            _look(work, course)
        if all(course.has_ended for course in courses) or any(_has_failed(course) for course in courses):
            return True
        if work.now() >= deadline:
            return False
        work.pause()


def _has_failed(course: Course) -> bool:
    return course.has_ended and not course.is_there


def _look(work: Work, course: Course) -> None:
    if course.has_ended:
        return
    course.deployment = services.deployment(work.aws, course.move.deployment)
    service = services.one(work.aws, work.target, course.move.role)
    course.evidence.look(work.aws, service, course.move.after)
    _tell(work, course, service)
    reason, count = course.evidence.worst()
    is_going_on = not course.has_ended and course.status not in ROLLING_BACK
    if count >= work.limits.identical_deaths and is_going_on and not course.is_stop_asked:
        work.say(f"{course.move.role}: {count} tasks died alike ({reason}); not waiting for more")
        go_back(work, course)


def _tell(work: Work, course: Course, service: services.Service) -> None:
    found, role = course.deployment, course.move.role
    if found is None:
        return
    for text in course.news(service):
        course.evidence.events.append(text)
        work.say(text, role=role)
    counts = f"{found.running}/{service.desired} new tasks run"
    if found.status.startswith("ROLLBACK"):
        counts = f"{service.running}/{service.desired} tasks run"
    details = {"role": role, "running": found.running, "desired": service.desired, "status": found.status}
    work.say_once(role, f"{role}: {counts}, {found.status.lower().replace('_', ' ')}", **details)


def go_back(work: Work, course: Course) -> None:
    """Ask ECS to roll a deployment back that is under way."""
    course.is_stop_asked = True
    arn = course.move.deployment
    try:
        work.aws.ask("ecs", "stop_service_deployment", serviceDeploymentArn=arn, stopType="ROLLBACK")
    except Refused as refused:
        if refused.code != ENDED_MEANWHILE:
            raise


def short(arn: str) -> str:
    """Return family:revision."""
    return arn.rpartition("/")[2]
