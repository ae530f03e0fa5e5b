"""The questionnaires, from phq9.toml and gad7.toml, which a clinician can read and check."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic import ConfigDict, TypeAdapter

NAMES = ("phq9", "gad7")


@dataclass(frozen=True, slots=True)
class Band:
    """A severity, from its lowest total on."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    lowest: int
    title: str


@dataclass(frozen=True, slots=True)
class ChangeFigures:
    """What is published about how far a score moves by itself, and how far a patient must to feel it."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    deviation: float
    reliability: float
    meaningful: int | None = None
    meaningful_source: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire: items answered 0-3, and the bands of their sum, mildest first."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    title: str
    about: str
    stem: str
    options: tuple[str, ...]
    items: tuple[str, ...]
    difficulty: str
    difficulty_options: tuple[str, ...]
    source: str
    bands: tuple[Band, ...]
    change: ChangeFigures
    risk_item: int | None = None  # counted from 1

    @property
    def highest(self) -> int:
        """The highest total."""
        return len(self.items) * (len(self.options) - 1)


@cache
def form_of(name: str) -> Form:
    """Return the questionnaire of one of NAMES."""
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text()
    found: Form = TypeAdapter(Form).validate_python(tomllib.loads(text))
    return found
