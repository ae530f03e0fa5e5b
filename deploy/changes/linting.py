"""cfn-lint over a template: AWS's own schemas, without an account."""

import logging
from functools import cache

from cfnlint.api import lint
from cfnlint.config import ManualArgs
from cfnlint.match import Match

from deploy.checks.rules import Finding
from deploy.environment import Environment


def lint_findings(env: Environment, stack: str, template: str) -> list[Finding]:
    """Return every error and warning of cfn-lint."""
    found = _linted(env.region, template)
    return [
        Finding(match.rule.id, "/".join(str(part) for part in (stack, *getattr(match, "path", [])[:4])), match.message)
        for match in found
    ]


@cache
def _linted(region: str, template: str) -> list[Match]:
    logging.getLogger("cfnlint").setLevel(logging.WARNING)  # it tells of every file it reads
    return lint(template, config=ManualArgs(regions=[region]))
