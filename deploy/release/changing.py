"""Changing an environment without a new image: back to a release before, another number of tasks, one command."""

from collections.abc import Mapping

from deploy.release import definitions, images, lease, phases, records, services
from deploy.release.codes import Code, Ended
from deploy.release.desk import Desk, Wish
from deploy.release.oneoff import Errand, NotEnded, NotStarted
from deploy.release.records import Record
from deploy.release.target import SERVICES, WEB, WORKER

LOOK_BACK = 20
POLL_SECONDS = 5.0
SCALE_SECONDS = 600.0


def rollback(desk: Desk, wish: Wish, to: str) -> Ended:
    """Release again what was verified to serve before: the last such release, or the one that is named."""
    goal = _goal(desk, to)
    try:
        images.find(desk.aws, desk.target, goal.digest)
    except images.ImageMissing as missing:
        text = f"The image of {goal.id} is not in the registry any more. Nothing was changed."
        raise Ended(Code.PREFLIGHT, text, f"manage.py ecs history {desk.target.environment}") from missing
    begun = records.new_id(desk.aws.clock.now(), goal.digest)
    record = Record(begun, wish.who, goal.digest, goal.commit, "lock", definitions=goal.definitions)
    work = desk.take(record, wish)
    work.say(f"going back to {goal.id} of {goal.who}; migrations stay, they fit both")
    return phases.roll_out(work)


def _goal(desk: Desk, to: str) -> Record:
    found = records.latest(desk.ledger(), LOOK_BACK)
    current = services.one(desk.aws, desk.target, WEB).definition
    good = [r for r in records.serving(found) if r.definition(WEB) not in {"", current} and to in {"", r.id}]
    if not good:
        what = f"No release {to} was verified to serve." if to else "No other release was ever verified to serve."
        raise Ended(Code.PREFLIGHT, f"{what} Nothing was changed.", f"manage.py ecs history {desk.target.environment}")
    return good[0]


def scale(desk: Desk, wish: Wish, wanted: Mapping[str, int]) -> Ended:
    """Ask for other numbers of tasks, and wait until they run."""
    ledger = desk.ledger()
    held = lease.take(ledger, held_by=wish.who, release_id="scale")
    try:
        for role, count in wanted.items():
            desk.asked_for = "ECS goes on with the numbers it was asked for."
            desk.aws.ask(
                "ecs",
                "update_service",
                cluster=desk.target.cluster,
                service=desk.target.service(role),
                desiredCount=count,
            )
            desk.progress.say("scale", f"{role}: asked for {count}")
    finally:
        lease.let_go(ledger, held)
    deadline = desk.aws.clock.now().timestamp() + SCALE_SECONDS
    while True:
        found = services.described(desk.aws, desk.target, SERVICES)
        counts = ", ".join(f"{role} {found[role].running}/{found[role].desired}" for role in SERVICES)
        if all(found[role].running == count for role, count in wanted.items()):
            return Ended(Code.OK, counts, f"manage.py ecs status {desk.target.environment}", "done")
        if desk.aws.clock.now().timestamp() >= deadline:
            what = f"Not all tasks ran within {SCALE_SECONDS:.0f} s: {counts}."
            raise Ended(Code.TIMEOUT, what, f"manage.py ecs logs {desk.target.environment} --service {WEB} --stopped")
        desk.progress.say_once("scale", "scale", counts)
        desk.aws.clock.sleep(POLL_SECONDS)


def run(desk: Desk, command: tuple[str, ...], seconds: float) -> tuple[Ended, int]:
    """Run a command in a task of the worker's definition; return the end and the command's own exit code."""
    name = desk.target.environment
    definition = definitions.newest(desk.aws, services.one(desk.aws, desk.target, WORKER).definition)
    token = f"run-{desk.aws.clock.now():%Y%m%d%H%M%S%f}"

    def say(line: str) -> None:
        desk.progress.say("run", line)

    errand = Errand(desk.aws, desk.target, definition, command, token, say, desk.aws.clock.sleep, seconds)
    try:
        arn = errand.start()
        desk.asked_for = f"The task {arn.rpartition('/')[2]} goes on."
        code, _ = errand.wait(arn)
    except NotStarted as refused:
        raise Ended(
            Code.PREFLIGHT, f"ECS did not start the task: {refused}.", f"manage.py ecs doctor {name}"
        ) from refused
    except NotEnded as late:
        what = f"The command did not end within {seconds:.0f} s and was stopped."
        raise Ended(Code.TIMEOUT, what, f"manage.py ecs logs {name} --service worker --stopped") from late
    said = "did not say how it ended" if code is None else f"ended with exit code {code}"
    ended = Ended(Code.OK, f"{' '.join(command)} {said}.", f"manage.py ecs status {name}", "done")
    return ended, 1 if code is None else code
