"""From clinical terms to plain ones: TOML files that a clinician can read, one per kind of finding."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from rung.isolation import reviewed
from rung.isolation.errors import DataBroken
from rung.isolation.vocabulary.clinical import VOCABULARIES, FindingKind
from rung.isolation.vocabulary.exercises import ExerciseId
from rung.isolation.vocabulary.focus import FocusArea
from rung.isolation.vocabulary.strengths import PlainStrength
from rung.isolation.vocabulary.themes import PlainTheme
from rung.isolation.vocabulary.topics import Topic

MAX_WEIGHT = 4
MAX_PACE = 3
_KEYS = frozenset({"themes", "focus", "strengths", "pace", "without_topics", "without_exercises"})
_SILENCE = frozenset({"silent"})

type Term = tuple[FindingKind, str]
type Weights[Member] = Mapping[Member, int]


@dataclass(frozen=True, slots=True)
class Plain:
    """What one clinical term stands for on the client's side of the wall.

    `pace` pushes the guide's tone (below zero: gentler); the exercises of
    `without_topics` and `without_exercises` are not offered beside this term.
    """

    themes: Weights[PlainTheme]
    focus_areas: Weights[FocusArea]
    strengths: Weights[PlainStrength]
    pace: int
    without_topics: tuple[Topic, ...]
    without_exercises: tuple[ExerciseId, ...]


SILENT = Plain({}, {}, {}, 0, (), ())


@cache
def translations() -> Mapping[Term, Plain]:
    """Return every clinical term with its plain side, read once.

    Raises:
        DataBroken: a term is missing or unknown, or an entry cannot be read; the message names file and term.
    """
    return load(resources.files(__package__))


def load(folder: Traversable) -> Mapping[Term, Plain]:
    """Return the translations of a folder that has one file per kind."""
    return {(kind, name): plain for kind in FindingKind for name, plain in _kind(folder, kind).items()}


def _kind(folder: Traversable, kind: FindingKind) -> Mapping[str, Plain]:
    file = f"{kind}.toml"
    found = reviewed.read(folder.joinpath(file))
    names = [term.value for term in VOCABULARIES[kind]]
    reviewed.only(found, frozenset(names), file)
    for name in names:
        if name not in found:
            raise DataBroken(f"{file}: {name}: neither translated nor silent.")
    return {name: _plain(reviewed.table(found[name], file), f"{file}: {name}") for name in names}


def _plain(entry: reviewed.Table, where: str) -> Plain:
    if "silent" in entry:
        reviewed.only(entry, _SILENCE, where)
        reviewed.text(entry["silent"], where)
        return SILENT
    reviewed.only(entry, _KEYS, where)
    plain = Plain(
        themes=_weights(PlainTheme, entry.get("themes", {}), where),
        focus_areas=_weights(FocusArea, entry.get("focus", {}), where),
        strengths=_weights(PlainStrength, entry.get("strengths", {}), where),
        pace=_bounded(entry.get("pace", 0), -MAX_PACE, MAX_PACE, where),
        without_topics=_members(Topic, entry, "without_topics", where),
        without_exercises=_members(ExerciseId, entry, "without_exercises", where),
    )
    if not (plain.themes or plain.focus_areas or plain.strengths):
        raise DataBroken(f"{where}: translated to nothing; say `silent` and why.")
    return plain


def _weights[Member: StrEnum](kind: type[Member], value: object, where: str) -> Weights[Member]:
    return {
        reviewed.member(kind, name, where): _bounded(weight, 1, MAX_WEIGHT, where)
        for name, weight in reviewed.table(value, where).items()
    }


def _members[Member: StrEnum](kind: type[Member], entry: reviewed.Table, key: str, where: str) -> tuple[Member, ...]:
    return reviewed.members(kind, entry[key], where) if key in entry else ()


def _bounded(value: object, least: int, most: int, where: str) -> int:
    number = reviewed.number(value, where)
    if not least <= number <= most:
        raise DataBroken(f"{where}: {number} is not within {least} to {most}.")
    return number
