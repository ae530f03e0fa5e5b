"""Every address the process answers, as a path that could be asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

EXAMPLES = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One route: its pattern as written, which names it in lists, and a path that matches it."""

    pattern: str
    path: str


def routes() -> Iterator[Route]:
    """Yield every route of the URL configuration."""
    yield from _below("", "/", get_resolver().url_patterns)


def _below(pattern: str, path: str, found: list[URLPattern | URLResolver]) -> Iterator[Route]:
    for item in found:
        written = pattern + str(item.pattern)
        asked = path + example_of(str(item.pattern))
        if isinstance(item, URLResolver):
            yield from _below(written, asked, item.url_patterns)
        else:
            yield Route(written, asked)


def example_of(pattern: str) -> str:
    """Return a path that matches a pattern: a route with converters, or a regular expression of named groups."""
    named = re.sub(r"\(\?P<\w+>[^()]*(\([^()]*\)[^()]*)*\)", "x", pattern.replace("\\Z", ""))
    typed = re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES.get(found.group(1) or "str", "x"), named)
    return typed.strip("^$").replace("\\.", ".").replace("\\/", "/")
