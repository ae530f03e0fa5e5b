"""Every module says what lives there; every public class and act says what it does."""

import ast
from collections.abc import Iterator

from tests.architecture.sourcekit import Source, product, refuse, sample

SPEAKING_ROOMS = {"services", "selectors", "launch", "tasks", "engine", "stages", "agents"}
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_every_module_says_what_lives_there() -> None:
    silent = (s.path for s in product() if not ast.get_docstring(s.tree))
    refuse(silent, "Begin the file with one line that says what lives there.")


def test_every_public_class_and_act_says_what_it_does() -> None:
    refuse(
        (line for source in product() for line in silent_publics(source)),
        'Add a docstring whose first sentence completes "This function will …"; a class says what it is.',
    )


def test_the_guard_refuses_planted_silence() -> None:
    assert [*silent_publics(sample("class Guide:\n    pass\n", "rung/x/enums.py"))]
    assert [*silent_publics(sample("def release_guide():\n    pass\n", "rung/x/services/guides.py"))]
    assert not [*silent_publics(sample("def _check():\n    pass\n", "rung/x/services.py"))]
    assert not [*silent_publics(sample("def label():\n    pass\n", "rung/x/admin.py"))]


def silent_publics(source: Source) -> Iterator[str]:
    """Yield public classes, and public functions of the rooms where acts live, without a docstring."""
    rooms = {part.removesuffix(".py") for part in source.path.split("/")}
    kinds = (ast.ClassDef, *FUNCTION) if rooms & SPEAKING_ROOMS else (ast.ClassDef,)
    for node in source.tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node):
            yield source.at(node, node.name)
