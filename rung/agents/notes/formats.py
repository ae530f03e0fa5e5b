"""Formats: which group of statements goes into which field, read from formats.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic import TypeAdapter

from rung.agents.notes.schemas import Format, Group


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a format."""

    key: str
    heading: str
    hint: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A format's title and fields."""

    title: str
    fields: tuple[Field, ...]


def layout_of(format_: Format) -> Layout:
    """Return the fields of a format."""
    return _layouts()[format_]


def titles() -> tuple[tuple[str, str], ...]:
    """Return every format with its title, in the order they are offered."""
    return tuple((format_.value, layout_of(format_).title) for format_ in Format)


@cache
def source() -> str:
    """Return the text of formats.toml."""
    return resources.files("rung.agents.notes").joinpath("formats.toml").read_text(encoding="utf-8")


@cache
def _layouts() -> dict[Format, Layout]:
    found: dict[Format, Layout] = TypeAdapter(dict[Format, Layout]).validate_python(tomllib.loads(source()))
    return found
