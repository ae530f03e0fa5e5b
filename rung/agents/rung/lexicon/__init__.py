"""The lexicon: the analyst's phrases, kept as data a clinician can read, compiled on first use."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rung.agents.core.phrases import PhraseIndex
from rung.isolation.vocabulary.clinical import VOCABULARIES, FindingKind

_EVERYDAY = "everyday"  # in theme.toml, names of themes and not phrases
_WEIGHTS = {"strong": 1.0, "plain": 0.6}


@dataclass(frozen=True, slots=True)
class Sign:
    """What a phrase speaks for, and how much by itself: 1 is enough for a finding."""

    kind: FindingKind
    name: str
    weight: float
    phrase: str


type Table = dict[str, dict[str, list[str]]]


def table(file: str) -> Table:
    """Return one file of the lexicon: phrases by weight by name."""
    text = resources.files(__name__).joinpath(f"{file}.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return {name: {weight: list(phrases) for weight, phrases in given.items()} for name, given in read.items()}


@cache
def lists() -> dict[str, str]:
    """Return the named lists that phrases may use."""
    text = resources.files(__name__).joinpath("lists.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["lists"])


@cache
def everyday() -> frozenset[str]:
    """Return the themes that one mention says little of."""
    return frozenset(table(FindingKind.THEME.value)[_EVERYDAY]["plain"])


@cache
def signs() -> PhraseIndex[Sign]:
    """Return every phrase that speaks for a pattern of the client's."""
    return PhraseIndex(_entries(), lists())


def _entries() -> Iterator[tuple[str, Sign]]:
    for kind in VOCABULARIES:
        if kind is FindingKind.THERAPIST_BEHAVIOR:
            continue
        for name, weights in table(kind.value).items():
            if name == _EVERYDAY:
                continue
            for weight, phrases in weights.items():
                for phrase in phrases:
                    yield phrase, Sign(kind, name, _WEIGHTS[weight], phrase)
