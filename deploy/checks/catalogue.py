"""Every rule, and which of them a place may break."""

from deploy.checks import data, names, network, ports, watching, wiring
from deploy.checks.reading import Stacks
from deploy.checks.rules import Finding, Rule, findings
from deploy.environment import Environment

WIRING = (*ports.RULES, *wiring.RULES, *names.RULES)
AUDIT = (*network.RULES, *data.RULES, *watching.RULES)

# What a place without records may do without: it can be thrown away, and costs less.
LASTING = {
    "database_standby", "database_protected", "database_backups", "balancer_protected", "bucket_replica", "data_stays",
}  # fmt: skip


def rules_for(env: Environment) -> tuple[Rule, ...]:
    """Return the rules that hold in an environment: all of them in prod."""
    every = (*WIRING, *AUDIT)
    return every if env.name == "prod" else tuple(rule for rule in every if rule.name not in LASTING)


def check(env: Environment, stacks: Stacks) -> list[Finding]:
    """Return everything that is wrong."""
    return findings(rules_for(env), stacks)
