"""The word files as typed tables: what each of words/*.toml must hold, checked when it is read."""

import tomllib
from enum import StrEnum
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from rung.screening.findings import Category

Words = frozenset[str]
Phrases = tuple[str, ...]


class Kind(StrEnum):
    """What a signal can do: a statement is a hit by itself, signs only add up."""

    STATEMENT = "statement"
    HINT = "hint"
    DESPAIR = "despair"
    CONTEXT = "context"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Signal(_Table):
    """A kind of statement: what it means, what it weighs, and the phrases that make it."""

    name: str
    reason: str
    level: int = Field(ge=0, le=6)
    phrases: Phrases
    points: int = Field(default=0, ge=0)  # its weight where several signals add up
    kind: Kind = Kind.STATEMENT
    category: Category | None = None  # None: that of its file
    asked: int | None = None  # the level of a yes where suicide is the topic already; -1: it is never a risk question
    deniable: bool = False  # a denial takes it away; always so for a statement
    anyone: bool = False  # counts whoever it is about: a question about means has no person


class SignalFile(_Table):
    """A file of signals, with groups of its own if it needs them."""

    category: Category
    signal: tuple[Signal, ...]
    groups: dict[str, Phrases] = {}


class GroupFile(_Table):
    """words/groups.toml."""

    groups: dict[str, Phrases]


class IdiomFile(_Table):
    """words/idioms.toml."""

    idioms: Phrases


class Scope(_Table):
    """words/scope.toml."""

    deniers: Words
    linking: Words
    unless_after: Words
    list_deniers: Words
    turning: Words
    own: Words
    others: Words
    sources: Words
    saying: Words
    between: Words
    articles: Words
    objects: Words
    before_objects: Words
    past: Phrases


class Voice(_Table):
    """words/voice.toml."""

    client: Words
    pronouns: Words
    kin: Words
    as_own: dict[str, str]
    spouse: Words
    addressed: dict[str, str]


class Answers(_Table):
    """words/answers.toml."""

    opening: Words
    agree: Phrases
    affirm: Phrases
    no: Phrases
    reserved: Words
    unsure: Phrases


class SpellingFile(_Table):
    """words/spelling.toml."""

    fillers: Words
    limiters: Words
    pairs: dict[str, Phrases]
    mended: dict[str, str]


def read_table[Shape: BaseModel](name: str, shape: type[Shape]) -> Shape:
    """Return words/<name>.toml, checked against its shape."""
    source = files(__package__) / "words" / f"{name}.toml"
    return shape.model_validate(tomllib.loads(source.read_text("utf-8")))
