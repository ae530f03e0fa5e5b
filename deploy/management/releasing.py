"""From a command's arguments to a release: over AWS, or over a rehearsal of it."""

import getpass
import platform
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import boto3

from deploy.management.acting import Asked
from deploy.rehearsal import arrangements, scenarios, stage
from deploy.rehearsal.mishaps import Killed
from deploy.rehearsal.stage import NoSuchScenario
from deploy.release import deploying, ending, leaving
from deploy.release.aws import Aws, fetch
from deploy.release.clock import WallClock
from deploy.release.codes import Code, Ended
from deploy.release.desk import Desk, Wish
from deploy.release.progress import Progress
from deploy.release.target import Target, UnknownEnvironment
from deploy.release.work import Limits

type Write = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wants:
    """What `deploy_ecs` was told besides."""

    image: str = ""
    is_dry: bool = False
    is_build_only: bool = False
    is_forced: bool = False
    allow_zero: bool = False
    timeout: float = 1200
    again: str = ""  # resume or abort


def listed() -> str:
    """Return what can be rehearsed."""
    return stage.listed()


def release(asked: Asked, wants: Wants, write: Write) -> Code:
    """Release, and return the code."""
    try:
        aws, target = aws_of(asked)
    except (UnknownEnvironment, NoSuchScenario) as wrong:
        write(str(wrong))
        return Code.USAGE
    wish = Wish(
        image=wants.image or (scenarios.IMAGE if asked.rehearse else ""),
        who="you@rehearsal" if asked.rehearse else me(),
        commit=arrangements.COMMIT if asked.rehearse else commit(),
        allow_zero=wants.allow_zero,
        is_dry=wants.is_dry,
        is_build_only=wants.is_build_only,
        is_forced=wants.is_forced,
        limits=replace(Limits(), rollout=wants.timeout),
    )
    acts = {"resume": leaving.resume, "abort": leaving.abort, "": deploying.deploy}
    return run(aws, target, asked, write, partial(acts[wants.again], wish=wish))


def run(aws: Aws, target: Target, asked: Asked, write: Write, act: Callable[[Desk], Ended]) -> Code:
    """Do an act at a desk of its own; a rehearsal's killed command is taken up again, as its operator would."""
    desk = Desk(aws, target, Progress(write, aws.clock, is_json=asked.is_json))
    try:
        return ending.run(desk, lambda: act(desk))
    except Killed:
        desk.progress.say("rehearsal", "the command is killed here, and taken up with --resume")
    again = Desk(aws, target, desk.progress)
    wish = Wish(image="", who="you@rehearsal")
    return ending.run(again, lambda: leaving.resume(again, wish))


def aws_of(asked: Asked) -> tuple[Aws, Target]:
    """Return AWS, or the rehearsal's, and the environment.

    Raises:
        UnknownEnvironment: it cannot be a name.
        NoSuchScenario: there is none of this name.
    """
    target = Target(asked.environment, asked.region)
    if asked.rehearse:
        return stage.set_up(asked.rehearse, target, asked.speed).aws, target
    return Aws(boto3.Session(region_name=asked.region), WallClock(), fetch), target


def me() -> str:
    """Return who types, and where."""
    return f"{getpass.getuser()}@{platform.node()}"


def commit() -> str:
    """Return the commit that is checked out, or nothing outside of a checkout."""
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607 — whichever git the operator has
    return done.stdout.strip()
