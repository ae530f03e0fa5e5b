"""Pricing: what tokens cost at list price, from the data file beside this module."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_AREAS = frozenset({"us", "eu", "apac", "au", "jp", "ca", "us-gov"})  # prefixes of inference profiles
_RELEASE = re.compile(r"(?:-\d{8})?(?:-v\d+)?(?::\d+)?$")  # of anthropic.claude-…-20250929-v1:0


@dataclass(slots=True)
class Tokens:
    """Tokens of all tries together."""

    given: int = 0
    written: int = 0
    cached: int = 0  # of given: read from the cache
    stored: int = 0  # of given: written to the cache


def cost_of(model: str, tokens: Tokens) -> int | None:
    """Return millionths of a US dollar, None for a model whose price is not listed."""
    prices = _prices().get(_key(model))
    if prices is None:
        return None
    fresh = max(0, tokens.given - tokens.cached - tokens.stored)
    return round(
        fresh * prices["given"]
        + tokens.written * prices["written"]
        + tokens.cached * prices["cached"]
        + tokens.stored * prices["stored"]
    )


def _key(model: str) -> str:
    """Return a model's name in the list: without its area, except `global`, and without its release."""
    area, _, rest = model.partition(".")
    return _RELEASE.sub("", rest if area in _AREAS else model)


@cache
def _prices() -> dict[str, dict[str, float]]:
    text = resources.files("rung.providers.language").joinpath("prices.toml").read_text(encoding="utf-8")
    return {str(model): dict(prices) for model, prices in tomllib.loads(text).items()}
