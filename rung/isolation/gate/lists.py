"""The gate's word lists, read from its TOML files when a rule first needs one."""

from functools import cache
from importlib import resources

from rung.isolation import reviewed


@cache
def entries(file: str, key: str) -> tuple[str, ...]:
    """Return one list of one file, in its order.

    Raises:
        DataBroken: the list is missing or holds something else than texts.
    """
    found = reviewed.read(resources.files(__package__).joinpath(file))
    return reviewed.texts(found.get(key), f"{file}: {key}")


@cache
def word_set(key: str) -> frozenset[str]:
    """Return one list of `words.toml` as a set."""
    return frozenset(entries("words.toml", key))
