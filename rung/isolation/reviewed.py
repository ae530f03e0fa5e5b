"""Reading reviewed data: TOML files that people check, turned into closed types or refused by name."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources.abc import Traversable

from rung.isolation.errors import DataBroken

type Table = Mapping[str, object]


def read(file: Traversable) -> Table:
    """Return the tables of one file.

    Raises:
        DataBroken: it is not TOML; the message names the file.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise DataBroken(f"{file.name}: not readable as TOML.") from broken


def table(value: object, where: str) -> Table:
    """Return a value that must be a table."""
    if not isinstance(value, dict):
        raise DataBroken(f"{where}: expected a table.")
    return value


def text(value: object, where: str) -> str:
    """Return a value that must be text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise DataBroken(f"{where}: expected a text.")
    return value


def number(value: object, where: str) -> int:
    """Return a value that must be a whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise DataBroken(f"{where}: expected a whole number.")
    return value


def texts(value: object, where: str) -> tuple[str, ...]:
    """Return a list of texts, at least one."""
    if not isinstance(value, list) or not value:
        raise DataBroken(f"{where}: expected a list of texts.")
    return tuple(text(item, where) for item in value)


def member[Member: StrEnum](kind: type[Member], value: object, where: str) -> Member:
    """Return the vocabulary's member of this value.

    Raises:
        DataBroken: the vocabulary does not have it; the message says which value, in which file and entry.
    """
    if not isinstance(value, str) or value not in kind:
        raise DataBroken(f"{where}: {value!r} is not a {kind.__name__}.")
    return kind(value)


def members[Member: StrEnum](kind: type[Member], value: object, where: str) -> tuple[Member, ...]:
    """Return the members of a list of values, at least one."""
    return tuple(member(kind, item, where) for item in texts(value, where))


def only(found: Table, allowed: frozenset[str], where: str) -> None:
    """Refuse a table that says anything nobody reads."""
    unknown = sorted(set(found) - allowed)
    if unknown:
        raise DataBroken(f"{where}: unknown entry {unknown[0]!r}.")
