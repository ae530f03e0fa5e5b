"""Where a rehearsal is set up: the release's own code, over an account that is only simulated."""

from dataclasses import dataclass
from functools import partial

from deploy.rehearsal import answers, wire
from deploy.rehearsal.furniture import furnished
from deploy.rehearsal.scenarios import SCENARIOS, Scenario
from deploy.rehearsal.world import World
from deploy.release.aws import Aws
from deploy.release.target import Target


class NoSuchScenario(ValueError):
    """No scenario has this name: see manage.py deploy_ecs --rehearse list."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A scenario, the world it plays in, and AWS as the release sees it."""

    scenario: Scenario
    world: World
    aws: Aws


def set_up(name: str, target: Target, speed: float = 0) -> Stage:
    """Return a scenario's stage; with speed 60 a minute takes a second, with 0 nothing is waited for.

    Raises:
        NoSuchScenario: there is none of this name.
    """
    if name not in SCENARIOS:
        raise NoSuchScenario(NoSuchScenario.__doc__)
    world = furnished(target, speed)
    SCENARIOS[name].arrange(world)
    session = wire.session(partial(answers.answer, world), target.region)
    return Stage(SCENARIOS[name], world, Aws(session, world.clock, world.fetch))


def listed() -> str:
    """Return what can be rehearsed, as lines."""
    return "\n".join(f"  {one.name:<26} {one.what} → exit {one.ends.value}" for one in SCENARIOS.values())
