"""From the arguments of `manage.py ecs` to an act: over AWS, or over a rehearsal of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from deploy.management import releasing
from deploy.management.acting import Asked
from deploy.management.releasing import Write
from deploy.rehearsal import digests
from deploy.rehearsal.stage import NoSuchScenario
from deploy.release import building, changing, ending, scanning, watching
from deploy.release.codes import Code, Ended
from deploy.release.desk import Desk, Wish
from deploy.release.progress import Progress
from deploy.release.target import SERVICES, UnknownEnvironment
from deploy.release.work import Limits

CHANGING = {"rollback", "run", "scale"}
STEAL = "steal"


@dataclass(frozen=True, slots=True)
class Wants:
    """What `ecs` was told."""

    act: str
    words: tuple[str, ...] = ()
    service: str = "web"
    is_stopped: bool = False
    follow: bool = False
    last: int = 10
    to: str = ""
    timeout: float = 1200

    @property
    def changes(self) -> bool:
        return self.act in CHANGING or STEAL in self.words


class WrongWords(ValueError):
    """The words after the environment do not fit the act."""


def operate(asked: Asked, wants: Wants, write: Write) -> int:
    """Do an act and return the exit code: the command's own for `run`."""
    try:
        aws, target = releasing.aws_of(asked)
        acts = _acts(asked, wants)
    except (UnknownEnvironment, NoSuchScenario, WrongWords) as wrong:
        write(str(wrong))
        return Code.USAGE
    desk = Desk(aws, target, Progress(write, aws.clock, is_json=asked.is_json))
    if wants.act != "run":
        return ending.run(desk, lambda: acts[wants.act](desk))
    own: list[int] = []

    def run() -> Ended:
        ended, code = changing.run(desk, wants.words, wants.timeout)
        own.append(code)
        return ended

    code = ending.run(desk, run)
    return own[0] if own else code


def _acts(asked: Asked, wants: Wants) -> dict[str, Callable[[Desk], Ended]]:
    who = "you@rehearsal" if asked.rehearse else releasing.me()
    wish = Wish(image="", who=who, limits=replace(Limits(), rollout=wants.timeout))
    counts = _counts(wants)
    tag = digests.TAG if asked.rehearse else releasing.commit()[: building.TAG_LENGTH]
    lock = wants.words[0] if wants.words and wants.act == "lock" else "status"
    if (wants.act == "run" and not wants.words) or (wants.act == "lock" and lock not in {"status", STEAL}):
        raise WrongWords("Say what: ecs run dev -- python manage.py check; ecs lock dev status|steal.")
    return {
        "status": watching.status,
        "history": lambda desk: watching.history(desk, wants.last),
        "logs": lambda desk: watching.logs(desk, wants.service, is_stopped=wants.is_stopped, follow=wants.follow),
        "doctor": watching.doctor,
        "scan": lambda desk: scanning.scan(desk, tag, wants.timeout),
        "lock": lambda desk: watching.lock(desk, lock, who),
        "rollback": lambda desk: changing.rollback(desk, wish, wants.to),
        "scale": lambda desk: changing.scale(desk, wish, counts),
    }


def _counts(wants: Wants) -> dict[str, int]:
    """Return how many tasks of which service are wanted."""
    if wants.act != "scale":
        return {}
    pairs = [word.partition("=") for word in wants.words]
    if not pairs or not all(role in SERVICES and count.isdigit() for role, _, count in pairs):
        raise WrongWords("Say how many of what: ecs scale dev web=2 worker=1.")
    return {role: int(count) for role, _, count in pairs}
