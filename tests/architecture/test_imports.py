"""What import contracts cannot say about imports."""

import ast
from collections.abc import Iterator

from tests.architecture.sourcekit import PRODUCT, ROOT, Source, product, refuse, sample

NETWORK = ("ftplib", "http.client", "poplib", "smtplib", "socket", "telnetlib", "urllib.request", "xmlrpc")
SIGNALS = ("django.dispatch", "django.core.signals", "django.contrib.auth.signals", "django.db.models.signals")
ROOMS = {"services", "selectors", "policies"}
OWN_SOCKETS = ("rung/providers", "config/management", "config/embedded")


def test_no_import_is_for_the_type_checker_alone() -> None:
    refuse(
        (line for source in product() for line in type_checking(source)),
        "An import for types only hides a circle: move the type down, and import it plainly.",
    )


def test_an_import_inside_a_function_says_that_the_module_is_heavy() -> None:
    refuse(
        (line for source in product() for line in local_imports(source)),
        "Import our own modules at the top, and move code down where that makes a circle."
        " Where a module is costly to load, end the line with `# heavy: who needs it`.",
    )


def test_nothing_opens_the_network_outside_providers() -> None:
    found = (line for source in product() if not source.is_in(*OWN_SOCKETS) for line in imports_of(source, NETWORK))
    refuse(found, "Call a module of rung/providers: it has the time-out, the budget and the idempotency key.")


def test_acts_and_reads_are_called_by_their_room() -> None:
    refuse(
        (line for source in product() for line in loose_functions(source)),
        "Import the module and call `services.release_guide(…)`: the reader sees which room the call goes to.",
    )


def test_there_are_no_signals() -> None:
    found = (line for source in product() for line in imports_of(source, SIGNALS))
    refuse(found, "No signals: the service that makes the change calls what must follow, in the same transaction.")


def test_the_guards_refuse_planted_imports() -> None:
    hidden = sample("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import rung.audit\n")
    assert [*type_checking(hidden)]
    assert [*local_imports(sample("def f():\n    from rung.audit import services\n"))]
    assert not [*local_imports(sample("def f():\n    from rung.audit import services  # heavy: only the child\n"))]
    assert not [*local_imports(sample("def f():\n    from django.conf import settings\n"))]
    assert [*loose_functions(sample("from rung.sessions.services import release_guide", "rung/api/x.py"))]
    assert [*loose_functions(sample("from rung.sessions.services.guides import release_guide", "rung/api/x.py"))]
    assert not [*loose_functions(sample("from rung.sessions.services import guides", "rung/api/x.py"))]
    assert not [*loose_functions(sample("from rung.sessions.services.drafts import NewFlag", "rung/api/x.py"))]
    assert [*imports_of(sample("from urllib import request"), NETWORK)]
    assert [*imports_of(sample("import http.client"), NETWORK)]
    assert not [*imports_of(sample("from urllib.parse import quote"), NETWORK)]
    assert [*imports_of(sample("from django.dispatch import receiver"), SIGNALS)]


def type_checking(source: Source) -> Iterator[str]:
    """Yield every mention of TYPE_CHECKING."""
    for node in ast.walk(source.tree):
        mentioned = getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "name", None)
        if mentioned == "TYPE_CHECKING":
            yield source.at(node, "TYPE_CHECKING")


def local_imports(source: Source) -> Iterator[str]:
    """Yield imports of our own modules that are not at the top, nor marked as heavy."""
    lines = source.text.splitlines()
    at_top = set(source.tree.body)
    for node, name in _imports(source):
        is_ours = name.split(".")[0] in PRODUCT
        if is_ours and node not in at_top and "# heavy:" not in lines[node.lineno - 1]:
            yield source.at(node, f"imports {name} late")


def loose_functions(source: Source) -> Iterator[str]:
    """Yield functions imported out of services, selectors or policies; a room's own folder may gather them."""
    for node, name in _imports(source):
        folder, _, last = name.rpartition(".")
        is_room = name.startswith("rung.") and bool(ROOMS & set(folder.split(".")))
        is_inside = source.path.startswith("/".join(folder.split(".")[:3]))
        is_module = (ROOT / f"{name.replace('.', '/')}.py").is_file()
        if is_room and not is_inside and not is_module and last.islower():
            yield source.at(node, f"imports {name}")


def imports_of(source: Source, unwanted: tuple[str, ...]) -> Iterator[str]:
    """Yield imports of the unwanted modules and what is below them."""
    for node, name in _imports(source):
        if any(name == module or name.startswith(f"{module}.") for module in unwanted):
            yield source.at(node, f"imports {name}")


def _imports(source: Source) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module or '.'}.{alias.name}") for alias in node.names)
