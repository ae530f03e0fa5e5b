"""Each act of `manage.py infra`: does it, says it, and returns how it ended."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import boto3

from deploy.changes import offline, online, printing, writing
from deploy.changes.cloud import Cloud
from deploy.changes.codes import Code, Ended
from deploy.changes.difference import said
from deploy.changes.plan import Plan
from deploy.environment import Environment, load

type Say = Callable[[str], None]
type Ask = Callable[[str], str]
type Options = dict[str, Any]


def act(env: Environment, options: Options, say: Say, ask: Ask, cloud: Cloud | None = None) -> Code:
    """Do what was asked for.

    Raises:
        Ended: it could not be done, saying why.
    """
    alone: dict[str, Callable[[Environment, Options, Say], Code]] = {
        "render": _render,
        "validate": _validate,
        "cost": _cost,
        "diff": _diff,
    }
    if options["act"] in alone:
        return alone[options["act"]](env, options, say)
    where = cloud or Cloud(boto3.session.Session(), env.region)
    if options["act"] == "outputs":
        return _outputs(where, env, options, say)
    if options["act"] == "drift":
        return _drift(where, env, say)
    return _change(where, env, options, (say, ask))


def _render(env: Environment, options: Options, say: Say) -> Code:
    for line in writing.write(env, options["out"], yaml=options["yaml"]):
        say(line)
    return Code.OK


def _validate(env: Environment, _options: Options, say: Say) -> Code:
    found = offline.validate(env)
    for finding in found:
        say(str(finding))
    say(f"{env.name}: {len(found)} findings" if found else f"{env.name}: nothing found")
    return Code.REFUSED if found else Code.OK


def _cost(env: Environment, _options: Options, say: Say) -> Code:
    found = offline.cost(env)
    for line in printing.cost_lines(env.name, found):
        say(line)
    over = found.usd > env.budget_usd
    say(f"Budget: {env.budget_usd} USD{', which this is above' if over else ''}")
    return Code.REFUSED if over else Code.OK


def _diff(env: Environment, options: Options, say: Say) -> Code:
    if not options["other"]:
        raise Ended(Code.USAGE, f"Name the environment to compare with: infra diff {env.name} OTHER")
    found = offline.differences(env, load(options["other"]))
    for stack, changes in found.items():
        say(f"{stack}: {len(changes)} differ")
        for line in (line for change in changes for line in said(change)):
            say(f"  {line}")
    return Code.DIFFERS if any(found.values()) else Code.OK


def _outputs(cloud: Cloud, env: Environment, options: Options, say: Say) -> Code:
    found = online.outputs(cloud, env)
    if options["form"] == "json":
        say(json.dumps(found, indent=2, sort_keys=True))
        return Code.OK
    for line in printing.output_lines(found, options["form"]):
        say(line)
    return Code.OK


def _drift(cloud: Cloud, env: Environment, say: Say) -> Code:
    found = online.drift(cloud, env)
    for line in printing.drift_lines(found):
        say(line)
    say(f"{env.name}: {len(found)} resources differ from their template" if found else f"{env.name}: as written")
    return Code.DIFFERS if found else Code.OK


def _change(cloud: Cloud, env: Environment, options: Options, people: tuple[Say, Ask]) -> Code:
    """Plan each stack, and carry it out when that was asked for and agreed to."""
    say, ask = people
    changed = False
    for stack in [options["stack"]] if options["stack"] else online.STACKS:
        if options["act"] == "apply" and online.is_failed(cloud, env, stack):
            _agree(env, f"{stack} could not be made before: remove its empty rest", options, ask, must_type=False)
            online.clear(cloud, env, stack)
        made = online.plan(cloud, env, stack, image=options["image"], at=datetime.now(UTC))  # noqa: TID251 — a command reads the clock, and deploy knows nothing of rung's
        for line in printing.plan_lines(made):
            say(line)
        changed = changed or bool(made.changes)
        if options["act"] == "plan":
            online.give_up(cloud, made)
        elif made.changes:
            _carry_out(cloud, env, made, options, people)
    return Code.DIFFERS if changed and options["act"] == "plan" else Code.OK


def _carry_out(cloud: Cloud, env: Environment, made: Plan, options: Options, people: tuple[Say, Ask]) -> None:
    say, ask = people
    lost = [change.name for change in made.changes if change.loses_data]
    what = f"LOSE DATA of {', '.join(lost)}" if lost else f"change {made.stack}"
    try:
        _agree(env, what, options, ask, must_type=bool(lost))
    except Ended:
        online.give_up(cloud, made)
        raise
    online.apply(cloud, made, lambda event: say(printing.event_line(event)))
    say(f"{made.stack}: done")


def _agree(env: Environment, what: str, options: Options, ask: Ask, *, must_type: bool) -> None:
    """Have the environment's name typed; --yes stands for it, but never where data would be lost.

    Raises:
        Ended: something else was typed.
    """
    if options["yes"] and not must_type:
        return
    try:
        typed = ask(f"Type {env.name} to {what}: ")
    except EOFError:
        typed = ""
    if typed.strip() != env.name:
        raise Ended(Code.REFUSED, "Not confirmed: nothing was changed.")
