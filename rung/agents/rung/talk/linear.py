"""A linear classifier: weights that a person can read, kept as data."""

import tomllib
from functools import cache
from importlib import resources

from rung.agents.rung.talk.features import Features

_BIAS = "bias"

type Weights = dict[str, dict[str, float]]


def best_class(file: str, features: Features) -> str:
    """Return the class that the features speak for most."""
    weights = _weights(file)
    scores = dict(weights[_BIAS])
    for name, value in features.items():
        for known, weight in weights.get(name, {}).items():
            scores[known] += weight * value
    return max(scores, key=scores.__getitem__)


@cache
def _weights(file: str) -> Weights:
    text = resources.files(__package__).joinpath(f"{file}.toml").read_text(encoding="utf-8")
    return {name: {known: float(weight) for known, weight in row.items()} for name, row in tomllib.loads(text).items()}
