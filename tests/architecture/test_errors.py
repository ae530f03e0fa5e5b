"""Errors: caught by name, and never kept or logged as text."""

import ast
from collections.abc import Iterator

from tests.architecture.sourcekit import Source, product, refuse_but, sample

# path::function → why everything must be caught there. May only shrink.
BROAD: dict[str, str] = {
    "rung/pipelines/tasks.py::run_pipeline": "counts unknown failures of a stage, then raises or gives up with a code",
}
# path::function → whose text is kept there, and why it holds no record. May only shrink.
KEPT: dict[str, str] = {
    "config/health.py::shallow": "our own refusal in our own words, answered by /health",
}
# Calls that may be given a caught error: they do not make text of it.
HARMLESS = {"isinstance", "type", "issubclass", "id"}
BROAD_NAMES = {"Exception", "BaseException"}


def test_exceptions_are_caught_by_name() -> None:
    found = (line for source in product() if source.is_in("rung", "deploy") for line in broad_excepts(source))
    refuse_but(
        found, BROAD, "Catch the exceptions that you know; let the others reach the edge. No `except Exception`."
    )


def test_an_exceptions_text_is_never_kept() -> None:
    # deploy has no record in reach, and an operator needs AWS's own words.
    near_records = [source for source in product() if not source.is_in("deploy")]
    refuse_but(
        (line for source in near_records for line in texts_of_exceptions(source)),
        KEPT,
        "An exception's text may hold words of a record: keep its type's name or a code, and `raise … from it`.",
    )


def test_the_guards_refuse_planted_handlers() -> None:
    for clause in ("", " Exception", " BaseException as e", " (ValueError, Exception)"):
        assert [*broad_excepts(sample(f"def f():\n    try: ...\n    except{clause}: ...\n"))] == [
            "rung/sample/services.py::f"
        ]
    assert not [*broad_excepts(sample("try: ...\nexcept (OSError, ValueError): ...\n"))]
    assert not [*broad_excepts(sample("try: ...\nexcept Exception:\n    note()\n    raise\n"))]
    half = "def f():\n    try: ...\n    except Exception:\n        if late: return\n        raise\n"
    assert [*broad_excepts(sample(half))]
    for use in ("str(e)", "repr(e)", "f'{e}'", "log.info('x', e)", "'%s' % e", "e.args", "row.save(reason=e)"):
        assert [*texts_of_exceptions(sample(f"try: ...\nexcept OSError as e:\n    {use}\n"))], use
    for use in ("type(e).__name__", "raise Refused from e", "e.errno", "isinstance(e, OSError)", "raise"):
        assert not [*texts_of_exceptions(sample(f"try: ...\nexcept OSError as e:\n    {use}\n"))], use


def test_our_own_errors_may_be_shown() -> None:
    ours = "from rung.common.errors import RungError\ntry: ...\nexcept RungError as e:\n    show(str(e))\n"
    assert not [*texts_of_exceptions(sample(ours))]
    mixed = ours.replace("except RungError", "except (RungError, OSError)")
    assert [*texts_of_exceptions(sample(mixed))]


def broad_excepts(source: Source) -> Iterator[str]:
    """Yield the functions that catch everything; what only notes it and raises it again catches nothing."""
    for function, handler in _handlers(source):
        caught = _caught(handler)
        is_broad = not caught or BROAD_NAMES & set(caught)
        if is_broad and not _always_raises_again(handler):
            yield f"{source.path}::{function}"


def texts_of_exceptions(source: Source) -> Iterator[str]:
    """Yield the functions that make or keep text of an error they caught."""
    ours = _own_errors(source)
    for function, handler in _handlers(source):
        name = handler.name
        is_foreign = not set(_caught(handler)) <= ours
        if name and is_foreign and any(_makes_text(node, name) for node in ast.walk(handler)):
            yield f"{source.path}::{function}"


def _always_raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    leaves = any(isinstance(node, ast.Return | ast.Break | ast.Continue) for node in ast.walk(handler))
    return isinstance(last, ast.Raise) and last.exc is None and not leaves


def _makes_text(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Call(func=func, args=args, keywords=keywords):
            given = [*args, *(keyword.value for keyword in keywords)]
            return ast.unparse(func) not in HARMLESS and any(_is(value, name) for value in given)
        case ast.FormattedValue(value=value) | ast.BinOp(op=ast.Mod(), right=value):
            return _is(value, name)
        case ast.Attribute(value=value, attr="args" | "message"):
            return _is(value, name)
    return False


def _is(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _caught(handler: ast.ExceptHandler) -> list[str]:
    if isinstance(handler.type, ast.Tuple):
        return [ast.unparse(kind) for kind in handler.type.elts]
    return [ast.unparse(handler.type)] if handler.type else []


def _handlers(source: Source) -> Iterator[tuple[str, ast.ExceptHandler]]:
    """Yield every handler with the name of the innermost function around it."""
    stack: list[tuple[str, ast.AST]] = [("", source.tree)]
    while stack:
        function, node = stack.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        if isinstance(node, ast.ExceptHandler):
            yield function, node
        stack.extend((function, child) for child in ast.iter_child_nodes(node))


def _own_errors(source: Source) -> set[str]:
    """Return the names imported from rung and config: their errors' messages are docstrings, never record text."""
    return {
        alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("rung.", "config."))
        for alias in node.names
    }
