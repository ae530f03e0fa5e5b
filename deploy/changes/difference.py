"""Two templates compared: what was added, what went, what changed and where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One resource, and the properties that differ: path, before, after."""

    act: Literal["add", "change", "remove"]
    name: str
    kind: str
    details: tuple[tuple[str, object, object], ...] = ()


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return what it takes to make one template the other, by name."""
    old, new = before.get("Resources", {}), after.get("Resources", {})
    found = [Change("add", name, new[name]["Type"]) for name in new.keys() - old.keys()]
    found += [Change("remove", name, old[name]["Type"]) for name in old.keys() - new.keys()]
    for name in new.keys() & old.keys():
        details = tuple(_details("", old[name], new[name]))
        if details:
            found.append(Change("change", name, new[name]["Type"], details))
    return sorted(found, key=lambda change: (change.act, change.name))


def said(change: Change) -> Iterator[str]:
    """Yield a change as lines for people."""
    yield f"{change.act:<7} {change.name} ({change.kind})"
    for path, before, after in change.details:
        yield f"          {path}: {_short(before)} → {_short(after)}"


def _details(path: str, before: object, after: object) -> Iterator[tuple[str, object, object]]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from _details(f"{path}.{key}".lstrip("."), before.get(key), after.get(key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _details(f"{path}[{number}]", old, new)
    elif before != after:
        yield path, before, after


def _short(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
