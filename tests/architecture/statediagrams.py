"""Draws the transition tables as Mermaid diagrams: `python -m tests.architecture.statediagrams --write`."""

import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from tests.architecture.sourcekit import ROOT

PATH = ROOT / "docs" / "states.md"
HEAD = """# States

Which state may follow which. Drawn from the `TRANSITIONS` of each `enums.py`; do not edit by hand:
`python -m tests.architecture.statediagrams --write`.
"""
type Rows = Mapping[Any, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """The statuses of one enums module and what may follow each."""

    module: str
    enums: tuple[type[models.TextChoices], ...]
    rows: Rows


def tables() -> list[Table]:
    """Return the tables of every rung.<app>.enums that defines statuses or TRANSITIONS."""
    names = sorted(f"rung.{path.parent.name}.enums" for path in (ROOT / "rung").glob("*/enums.py"))
    found = [_table(name) for name in names]
    return [table for table in found if table.enums or table.rows]


def mistakes(table: Table) -> Iterator[str]:
    """Yield what is missing from a table, strange in it, or ambiguous."""
    owner: dict[str, str] = {}
    for enum in table.enums:
        for member in enum:
            if member.value in owner:
                both = f"{owner[member.value]} and {enum.__name__}"
                yield f"{table.module}: {member.value!r} belongs to {both}: one row would serve both"
            owner[member.value] = enum.__name__
            yield from _row_mistakes(table, enum, member)
    yield from (f"{table.module}: {str(key)!r} is no status" for key in table.rows if key not in owner)


def render(found: Iterable[Table]) -> str:
    """Return the whole page."""
    drawn = [diagram(table.module, enum, table.rows) for table in found for enum in table.enums]
    return "\n".join([HEAD, *drawn])


def diagram(module: str, enum: type[models.TextChoices], rows: Rows) -> str:
    """Return one enum's section; its first member is where it begins."""
    summary = (enum.__doc__ or "").strip().splitlines()
    lines = [f"    [*] --> {next(iter(enum)).value}"]
    for member in enum:
        followers = [other.value for other in enum if other in rows.get(member, ())]
        lines += [f"    {member.value} --> {follower}" for follower in followers or ["[*]"]]
    body = "\n".join(lines)
    return f"## {enum.__name__}\n\n`{module}`: {summary[0]}\n\n```mermaid\nstateDiagram-v2\n{body}\n```\n"


def _table(name: str) -> Table:
    module = importlib.import_module(name)
    statuses = tuple(
        value
        for key, value in vars(module).items()
        if key.endswith("Status") and isinstance(value, type) and issubclass(value, models.TextChoices)
    )
    return Table(name, statuses, getattr(module, "TRANSITIONS", {}))


def _row_mistakes(table: Table, enum: type[models.TextChoices], member: models.TextChoices) -> Iterator[str]:
    label = f"{enum.__name__}.{member.name}"
    if member not in table.rows:
        yield f"{table.module}: {label} has no row"
    for follower in sorted(table.rows.get(member, ())):
        if follower not in enum.values:
            yield f"{table.module}: {label} leads to {str(follower)!r}"


if __name__ == "__main__":
    page = render(tables())
    if "--write" in sys.argv:
        PATH.write_text(page)
    else:
        sys.stdout.write(page)
