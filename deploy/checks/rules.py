"""A rule: what it is called, which control it serves, what it demands, and where it does not hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from deploy.checks.reading import Resource, Stacks

type Broken = Iterator[tuple[Resource | str, str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule does not hold."""

    rule: str
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand on the templates."""

    name: str
    controls: tuple[str, ...]  # paragraphs of 45 CFR 164 that it serves; none where it is ours alone
    demands: str
    find: Callable[[Stacks], Broken]


def findings(rules: tuple[Rule, ...], stacks: Stacks) -> list[Finding]:
    """Return every place where a rule does not hold and nobody wrote down why."""
    return [
        Finding(rule.name, str(where), says)
        for rule in rules
        for where, says in rule.find(stacks)
        if not (isinstance(where, Resource) and rule.name in where.excused)
    ]


def excuses(stacks: Stacks) -> list[tuple[str, str, str]]:
    """Return every written exception: resource, rule, reason."""
    return sorted(
        (str(resource), excuse["Rule"], excuse["Reason"])
        for resource in stacks.resources
        for excuse in resource.whole.get("Metadata", {}).get("Excuses", [])
    )
