"""Word lists, from the data file beside this module."""

import tomllib
from functools import cache
from importlib import resources


def words_of(name: str) -> frozenset[str]:
    """Return one closed list of words."""
    return frozenset(_tables()["lists"][name].split())


def table_of(name: str) -> dict[str, str]:
    """Return one table of words, each with what it becomes."""
    return dict(_tables()[name])


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = resources.files("rung.agents.core").joinpath("words.toml").read_text(encoding="utf-8")
    return {name: dict(table) for name, table in tomllib.loads(text).items()}
