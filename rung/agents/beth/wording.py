"""Beth's words: reviewed templates, read once from TOML files."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from rung.isolation import DataBroken, FocusArea, Pace, PlainStrength, PlainTheme, reviewed
from rung.isolation.catalogue import MINUTES

THEME_FILES = ("feelings", "thoughts", "body", "change", "closeness", "people", "life")

type Lines = tuple[str, ...]


class Part(StrEnum):
    """The parts of a guide that have a heading of their own; an exercise's heading is its title."""

    OPENING = "opening"
    STRENGTHS = "strengths"
    PREPARATION = "preparation"
    DISCUSSION = "discussion"
    REFLECTION = "reflection"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Points:
    """Lines for one theme: any line of a list may stand for the list."""

    preparation: Lines
    discussion: Lines
    reflection: Lines


@dataclass(frozen=True, slots=True)
class Greeting:
    """How a guide begins when it is shown; `named` has a place for the first name."""

    named: str
    unnamed: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Every line that Beth may write, by what it answers to."""

    label: str
    headings: Mapping[Part, str]
    openings: Mapping[Pace, Lines]
    closings: Mapping[Pace, Lines]
    themes: Mapping[PlainTheme, Points]
    focus_areas: Mapping[FocusArea, Lines]
    strengths: Mapping[PlainStrength, Lines]
    general: Points
    minutes: Mapping[int, str]
    greeting: Greeting

    def lines(self) -> Lines:
        """Return every line that can be refused, in one fixed order; a line's place is its number."""
        points = [*self.themes.values(), self.general]
        pools = [*self.openings.values(), *self.closings.values(), *self.focus_areas.values(), *self.strengths.values()]
        pools += [pool for p in points for pool in (p.preparation, p.discussion, p.reflection)]
        return tuple(line for pool in pools for line in pool)


@cache
def wording() -> Wording:
    """Return the reviewed templates.

    Raises:
        DataBroken: a file lacks lines for a term, or names an unknown one; the message names both.
    """
    return load(resources.files(__package__).joinpath("templates"))


@cache
def numbers() -> Mapping[str, int]:
    """Return the number of each line."""
    return {line: number for number, line in enumerate(wording().lines())}


def load(folder: Traversable) -> Wording:
    """Return the templates of a folder."""
    frame = reviewed.read(folder.joinpath("frame.toml"))
    focus = reviewed.read(folder.joinpath("focus.toml"))
    strengths = reviewed.read(folder.joinpath("strengths.toml"))
    return Wording(
        label=reviewed.text(frame.get("label"), "frame.toml: label"),
        headings={part: _text(frame, "headings", part) for part in Part},
        openings={pace: _lines(frame, "opening", pace, "frame.toml") for pace in Pace},
        closings={pace: _lines(frame, "closing", pace, "frame.toml") for pace in Pace},
        themes=_themes(folder.joinpath("themes")),
        focus_areas={area: _lines(focus, area, "lines", "focus.toml") for area in _known(FocusArea, focus)},
        strengths={s: _lines(strengths, s, "lines", "strengths.toml") for s in _known(PlainStrength, strengths)},
        general=_points(frame, "general", "frame.toml"),
        minutes={minutes: _text(frame, "minutes", str(minutes)) for minutes in sorted(MINUTES)},
        greeting=Greeting(_text(frame, "greeting", "named"), _text(frame, "greeting", "unnamed")),
    )


def _themes(folder: Traversable) -> Mapping[PlainTheme, Points]:
    found: dict[str, tuple[reviewed.Table, str]] = {}
    for stem in THEME_FILES:
        tables = reviewed.read(folder.joinpath(f"{stem}.toml"))
        found.update(dict.fromkeys(tables, (tables, f"{stem}.toml")))
    return {theme: _points(found[theme][0], theme, found[theme][1]) for theme in _known(PlainTheme, found)}


def _points(tables: reviewed.Table, name: str, file: str) -> Points:
    return Points(
        preparation=_lines(tables, name, "preparation", file),
        discussion=_lines(tables, name, "discussion", file),
        reflection=_lines(tables, name, "reflection", file),
    )


def _known[Member: StrEnum](kind: type[Member], found: Mapping[str, object]) -> type[Member]:
    """Return the vocabulary once it is sure that the files and it name the same terms."""
    for name in found:
        reviewed.member(kind, name, "templates")
    for member in kind:
        if member.value not in found:
            raise DataBroken(f"templates: no lines for {kind.__name__} {member.value!r}.")
    return kind


def _lines(tables: reviewed.Table, name: str, key: str, file: str) -> Lines:
    return reviewed.texts(_table(tables, name, file).get(key), f"{file}: {name}.{key}")


def _text(tables: reviewed.Table, name: str, key: str) -> str:
    return reviewed.text(_table(tables, name, "frame.toml").get(key), f"frame.toml: {name}.{key}")


def _table(tables: reviewed.Table, name: str, file: str) -> reviewed.Table:
    return reviewed.table(tables.get(name), f"{file}: {name}")
