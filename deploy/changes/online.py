"""What infra does in an account: plan, apply, outputs, drift. The foundation first, the application on it."""

from collections.abc import Callable
from datetime import UTC, datetime

from deploy.assembly import minified
from deploy.changes import running
from deploy.changes.apply import Event, carry_out, remove_failed
from deploy.changes.cloud import Cloud
from deploy.changes.codes import Code, Ended
from deploy.changes.drift import Drifted, find_drift
from deploy.changes.plan import Plan, Wanted, make_plan
from deploy.changes.sending import sent
from deploy.changes.stack import GONE, find
from deploy.environment import SYSTEM, Environment
from deploy.rendering import render
from deploy.stacks import application, foundation

STACKS = (foundation.NAME, application.NAME)


def plan(cloud: Cloud, env: Environment, stack: str, *, image: str, at: datetime) -> Plan:
    """Make a change set of one stack.

    Raises:
        Ended: it cannot be made, saying why.
    """
    there = find(cloud, stack_name(env, stack))
    given = {}
    if stack == application.NAME:
        given = running.parameters(cloud, env, is_new=not there.exists, image=image)
    tags = {"System": SYSTEM, "Environment": env.name}
    wanted = Wanted(sent(cloud, env, minified(render(env)[stack])), given, tags)
    return make_plan(cloud, there, wanted, name=f"infra-{at.astimezone(UTC):%Y%m%dT%H%M%S}")


def apply(cloud: Cloud, made: Plan, tell: Callable[[Event], None]) -> None:
    """Carry a plan out; one without changes is done."""
    if made.changes:
        carry_out(cloud, made, tell)


def give_up(cloud: Cloud, made: Plan) -> None:
    """Remove a change set that is not carried out."""
    if made.change_set:
        cloud.ask("cloudformation", "delete_change_set", StackName=made.stack, ChangeSetName=made.change_set)


def is_failed(cloud: Cloud, env: Environment, stack: str) -> bool:
    """Return whether a stack is the empty rest of a failed creation."""
    return find(cloud, stack_name(env, stack)).status == GONE


def clear(cloud: Cloud, env: Environment, stack: str) -> None:
    """Remove that rest."""
    remove_failed(cloud, stack_name(env, stack))


def outputs(cloud: Cloud, env: Environment) -> dict[str, str]:
    """Return what both stacks say.

    Raises:
        Ended: there is no stack.
    """
    found = [find(cloud, stack_name(env, stack)) for stack in STACKS]
    if not any(stack.exists for stack in found):
        raise Ended(Code.REFUSED, f"Nothing of {env.name} is there yet: infra apply {env.name}.")
    return {name: value for stack in found for name, value in stack.outputs.items()}


def drift(cloud: Cloud, env: Environment) -> list[Drifted]:
    """Return what somebody changed by hand, in both stacks."""
    return [found for stack in STACKS for found in find_drift(cloud, stack_name(env, stack))]


def stack_name(env: Environment, stack: str) -> str:
    """Return the name a stack has in the account."""
    return f"{env.prefix}-{stack}"
