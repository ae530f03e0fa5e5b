"""Wording: the names of terms as people read them, and our own sentences about them."""

import tomllib
from functools import cache
from importlib import resources

from rung.isolation.vocabulary.clinical import FindingKind


def name_of(kind: FindingKind, name: str) -> str:
    """Return a term's name as people read it."""
    names = _table("names")
    plain = names["all"].get(name, name.replace("_", " "))
    return names.get(kind.value, {}).get(name, plain)


def question_about(kind: FindingKind, name: str) -> str:
    """Return the question that a finding about the client leads to."""
    return _table("questions")[kind.value][name]


def sentence_about(kind: FindingKind, name: str, *, first: bool) -> str:
    """Return the sentence that brings in a finding's quote, the first of its kind or a further one."""
    templates = _table("sentences")[kind.value]
    return templates["first" if first else "further"].format(name=name_of(kind, name))


@cache
def _table(file: str) -> dict[str, dict[str, str]]:
    text = resources.files("rung.agents.rung.lexicon").joinpath(f"{file}.toml").read_text(encoding="utf-8")
    return {kind: dict(rows) for kind, rows in tomllib.loads(text).items()}
