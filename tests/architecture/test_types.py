"""Between stages and floors go typed values, never drawers."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sourcekit import Source, functions, product, refuse, sample

# A Mapping of objects is what a parser is given: mypy makes it narrow every value before use.
DRAWER = re.compile(r"\b([Dd]ict|Mapping|MutableMapping)\[str, Any\]|\bdict\[str, object\]|\bdict\b(?!\[)")
FLOORS = (
    "rung/agents", "rung/screening", "rung/isolation", "rung/research", "rung/transcription", "rung/pipelines/stages",
    "rung/pipelines/flows", "rung/pipelines/engine.py",
)  # fmt: skip
ROOMS = re.compile(r"/(services|selectors|policies|launch|schemas)(/|\.py$)")

# Where values leave for good, as JSON of any shape. May only shrink.
OUTLETS = {
    "rung/pipelines/stages/printing.py": "prints one brief as JSON for a terminal; nothing reads it back",
}


def test_nothing_passes_a_drawer_between_stages() -> None:
    guarded = [source for source in product() if source.is_in(*FLOORS) or ROOMS.search(source.path)]
    refuse(
        (line for source in guarded if source.path not in OUTLETS for line in drawers(source)),
        "Pass a frozen dataclass: a dict of anything is how a record's text travels unseen.",
    )
    used = {source.path for source in guarded if [*drawers(source)]}
    refuse(set(OUTLETS) - used, "These pass no dict of anything any more: take them off OUTLETS.")


def test_the_guard_refuses_planted_drawers() -> None:
    for text in ("def f(x: dict[str, Any]): ...", "def f() -> dict[str, object]: ...", "def f(x: dict): ..."):
        assert [*drawers(sample(text))], text
    assert [*drawers(sample("class A:\n    metadata: dict[str, Any]\n"))]
    assert not [*drawers(sample("def f(x: dict[str, frozenset[str]]) -> tuple[str, ...]: ..."))]


def drawers(source: Source) -> Iterator[str]:
    """Yield signatures and fields that take or give a dict of anything."""
    notes = [(node, node.annotation) for node in ast.walk(source.tree) if isinstance(node, ast.arg | ast.AnnAssign)]
    gifts = [(function, function.returns) for function in functions(source)]
    for node, note in (*notes, *gifts):
        if note is not None and DRAWER.search(ast.unparse(note)):
            yield source.at(node, ast.unparse(note))
