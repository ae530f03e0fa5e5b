"""Names say what is inside."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sourcekit import Source, of_tests, product, refuse, sample

EMPTY_WORDS = {"util", "utils", "helper", "helpers", "misc", "manager", "managers", "handler", "handlers"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_no_name_is_an_empty_word() -> None:
    refuse(
        (line for source in (*product(), *of_tests()) for line in empty_names(source)),
        "Name what it does or holds: a kit says what it is a kit for (textkit), a queryset is a plural.",
    )


def test_the_guard_refuses_planted_names() -> None:
    assert [*empty_names(sample("", "rung/clients/utils.py"))]
    assert [*empty_names(sample("", "rung/helpers/texts.py"))]
    assert [*empty_names(sample("class ClientManager: ..."))]
    assert [*empty_names(sample("def date_helper(): ..."))]
    assert not [*empty_names(sample("class Clinicians(BaseUserManager): ...", "rung/clients/management/commands/x.py"))]


def empty_names(source: Source) -> Iterator[str]:
    """Yield the file, classes and functions whose name holds an empty word; a test is named after what it tests."""
    if EMPTY_WORDS & set(re.split(r"[/._]", source.path)):
        yield source.path
    kinds = (ast.ClassDef,) if source.is_in("tests") else (ast.ClassDef, *FUNCTIONS)
    for node in ast.walk(source.tree):
        if isinstance(node, kinds) and EMPTY_WORDS & set(_words(node.name)):
            yield source.at(node, node.name)


def _words(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return spaced.lower().split("_")
