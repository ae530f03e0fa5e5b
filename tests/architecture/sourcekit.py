"""A kit for guards: the project's own sources, parsed, and one way to refuse."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("rung", "config", "deploy")


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file; `path` is relative to the project's folder."""

    path: str
    text: str
    tree: ast.Module

    def at(self, node: ast.AST, what: str) -> str:
        """Return a finding as editors open it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)} {what}"

    def is_in(self, *folders: str) -> bool:
        """Answer whether the file lies under one of the folders, or is that file."""
        return any(self.path == name or self.path.startswith(f"{name}/") for name in folders)


def sample(text: str, path: str = "rung/sample/services.py") -> Source:
    """Return a source that exists only to see a guard refuse it."""
    return Source(path, text, ast.parse(text))


@cache
def product() -> tuple[Source, ...]:
    """Return every module we ship, without migrations, which Django writes."""
    return (_read(ROOT / "manage.py"), *(s for folder in PRODUCT for s in _below(folder)))


@cache
def of_tests() -> tuple[Source, ...]:
    """Return every module of the tests."""
    return tuple(_below("tests"))


def refuse(found: Iterable[str], remedy: str) -> None:
    """Fail with every finding and what to do about them."""
    lines = sorted(set(found))
    assert not lines, f"{remedy}\n  " + "\n  ".join(lines)


def refuse_but(found: Iterable[str], allowed: dict[str, str], remedy: str) -> None:
    """Fail with every finding that is not in a reviewed list, and with every entry of it that is not found."""
    keys = set(found)
    stale = [f"{key}: listed, but no longer there; take it off the list" for key in allowed if key not in keys]
    refuse([*(key for key in keys if key not in allowed), *stale], remedy)


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call with the dotted text of what is called."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def _below(folder: str) -> Iterator[Source]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" not in path.parts:
            yield _read(path)


def _read(path: Path) -> Source:
    text = path.read_text()
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
