"""Whom to call in a crisis, by country: crisis.toml, which a clinician can read and check."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from pydantic import ConfigDict, TypeAdapter

from rung.clients.enums import Country

DEFAULT = Country.US


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody to call or text. `checked` is the day a person compared it with `web`; without one nobody did."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    web: str
    hours: str
    language: str
    phone: str = ""
    text: str = ""  # how to reach it by text message
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Resources:
    """A country's emergency number and its crisis lines."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    emergency: str
    lines: tuple[Line, ...]


def resources_for(country: str) -> Resources:
    """Return the crisis lines of a country; those of the default one where it has none here."""
    found = _all()
    return found.get(country) or found[DEFAULT]


@cache
def _all() -> dict[str, Resources]:
    text = resources.files(__package__).joinpath("crisis.toml").read_text()
    found: dict[str, Resources] = TypeAdapter(dict[str, Resources]).validate_python(tomllib.loads(text))
    return found
