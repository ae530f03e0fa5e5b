"""What infra does without an account: render, validate, cost, diff."""

import json
from typing import Any

from deploy.assembly import as_json, minified
from deploy.changes.cost import Estimate, estimate
from deploy.changes.difference import Change, compare
from deploy.checks.catalogue import check
from deploy.checks.reading import Stacks
from deploy.checks.rules import Finding
from deploy.environment import Environment
from deploy.rendering import render


def validate(env: Environment) -> list[Finding]:
    """Return everything that is wrong: with AWS's schemas, with the wiring, with an auditor's rules."""
    from deploy.changes.linting import lint_findings  # heavy: a second

    rendered = render(env)
    linted = [found for name, one in rendered.items() for found in lint_findings(env, name, minified(one))]
    return [*linted, *check(env, read(env))]


def read(env: Environment) -> Stacks:
    """Return an environment's stacks as they would be read."""
    return Stacks({stack: json.loads(as_json(template)) for stack, template in render(env).items()})


def cost(env: Environment) -> Estimate:
    """Return what a month costs."""
    return estimate(env, read(env))


def differences(one: Environment, other: Environment) -> dict[str, list[Change]]:
    """Return by stack what differs between two environments, beside their names."""
    before, after = read(one).templates, _renamed(other, one)
    return {stack: compare(before[stack], after[stack]) for stack in before}


def _renamed(env: Environment, like: Environment) -> dict[str, dict[str, Any]]:
    """Return stacks with another environment's name in place of theirs: that it differs goes without saying."""
    text = json.dumps(dict(read(env).templates))
    found: dict[str, dict[str, Any]] = json.loads(
        text.replace(env.prefix, like.prefix).replace(env.domain, like.domain)
    )
    return found
