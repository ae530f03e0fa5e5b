"""Cues: the words of a pattern whose denial denies the pattern."""

import tomllib
from functools import cache
from importlib import resources

from rung.agents.core.phrases import PhraseIndex
from rung.isolation.vocabulary.clinical import FindingKind


@cache
def cues_of(kind: FindingKind, name: str) -> PhraseIndex[None] | None:
    """Return the cues of a pattern, or None where denial is part of the pattern or says nothing of it."""
    tables = _tables()
    phrases = tables.get(kind.value, {}).get(name)
    if phrases is None:
        return None
    lists = {given: choices[0] for given, choices in tables["lists"].items() if given != "between"}
    return PhraseIndex(((phrase, None) for phrase in phrases), lists)


def is_between_people(kind: FindingKind, name: str) -> bool:
    """Return whether a pattern is the client's also where another did it or felt it."""
    return kind is FindingKind.THEME and name in _tables()["lists"]["between"]


@cache
def _tables() -> dict[str, dict[str, tuple[str, ...]]]:
    text = resources.files("rung.agents.core").joinpath("cues.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return {kind: {name: tuple(phrases) for name, phrases in terms.items()} for kind, terms in read.items()}
