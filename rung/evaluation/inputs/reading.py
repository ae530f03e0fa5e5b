"""Reading: a file's bytes become cases; what cannot be read is named by its line and left out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from rung.evaluation.cases import Cases, joined
from rung.evaluation.inputs.rows import UnknownShape, cases_of

_LINES = ".jsonl"


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that could not be read, and why; never what it says."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds."""

    cases: Cases
    problems: tuple[Problem, ...]


def read(name: str, content: bytes) -> Read:
    """Return the cases of a file: JSON lines where its name says so, one JSON value otherwise."""
    parts: list[Cases] = []
    problems: list[Problem] = []
    for line, text in _texts(name, content):
        try:
            parts.append(joined(cases_of(row) for row in _rows(text)))
        except json.JSONDecodeError as broken:
            problems.append(Problem(line + broken.lineno - 1, "is not JSON"))
        except UnicodeDecodeError:
            problems.append(Problem(line, "is not UTF-8 text"))
        except RecursionError:
            problems.append(Problem(line, "is nested too deeply"))
        except UnknownShape as wrong:
            problems.append(Problem(line, str(wrong)))
    return Read(joined(parts), tuple(problems))


def _texts(name: str, content: bytes) -> Iterator[tuple[int, bytes]]:
    if name.lower().endswith(_LINES):
        yield from ((n, line) for n, line in enumerate(content.splitlines(), start=1) if line.strip())
    else:
        yield 1, content


def _rows(text: bytes) -> list[object]:
    """Return the values of one JSON text: a list of objects is many, a list of texts is one."""
    found: object = json.loads(text.decode("utf-8-sig"))
    is_many = isinstance(found, list) and any(not isinstance(one, str) for one in found)
    return list(found) if isinstance(found, list) and is_many else [found]
