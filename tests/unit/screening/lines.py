"""Read the lists of lines that the screen is tested with."""

from dataclasses import dataclass
from pathlib import Path

from rung.screening import Category

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Flagged:
    """A line that must be found, in its category and at this level at least."""

    level: int
    category: Category
    text: str


def silent_lines() -> list[str]:
    return [line.strip() for line in _lines("silent.txt")]


def flagged_lines() -> list[Flagged]:
    parts = (line.split("|", 2) for line in _lines("flagged.txt"))
    return [Flagged(int(level), Category(category.strip()), text.strip()) for level, category, text in parts]


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
