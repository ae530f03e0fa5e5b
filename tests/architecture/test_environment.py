"""Every name of the environment is declared once, with what it is for, and used."""

import ast
import json
import re
from collections.abc import Iterable, Iterator

from config import variables
from tests.architecture.sourcekit import ROOT, Source, calls, product, refuse, sample

READER = "config/env.py"
READS = (
    "source.",
    "os.environ.get",
    "os.environ.setdefault",
    "os.getenv",
    "environ.Env",
    "_text",
    "_one_of",
    "_number",
)
NAME = re.compile(r"^[A-Z][A-Z0-9_]{3,}$")
# Read by what runs us, not by us.
OF_OTHERS = {"PATH", "HOME", "LANG", "TZ", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "AWS_DEFAULT_REGION"}


def test_the_names_read_are_the_names_declared() -> None:
    reader = next(source for source in product() if source.path == READER)
    assert set(names_read(reader)) == _declared(), "Declare every name in VARIABLES of config/env.py, and read each."


def test_every_declared_name_says_what_it_is_for() -> None:
    refuse((v.name for v in variables.VARIABLES if not v.why.strip()), "Say in `why` what the name is for.")
    assert len(_declared()) == len(variables.VARIABLES), "A name is declared twice."


def test_nobody_else_reads_the_environment() -> None:
    found = (line for source in product() if source.path != READER for line in other_readers(source))
    refuse(found, "Declare the name in config/env.py and read it there.")


def test_the_task_definitions_name_what_is_declared() -> None:
    golden = (ROOT / "tests" / "deploy" / "golden").rglob("*.json")
    given = {name for path in golden for name in container_names(json.loads(path.read_text()))}
    refuse(given - _declared() - OF_OTHERS, "A task definition sets a name nobody reads; declare it in config/env.py.")
    required = {v.name for v in variables.VARIABLES if v.required}
    refuse(required - given if given else (), "Production needs the name, and no task definition sets it.")


def test_the_guards_see_planted_names() -> None:
    reader = sample("a = source.str('RUNG_A', default='')\nb = os.environ.get('RUNG_B')\nc = f('Other')\n")
    assert set(names_read(reader)) == {"RUNG_A", "RUNG_B"}
    for line in ("os.environ['A']", "from os import environ", "os.getenv('A')", "environ.Env()"):
        assert [*other_readers(sample(line))], line
    assert not [*other_readers(sample("environ.Env.db_url_config(url)"))], "a URL that was given is not read"
    container = {"Environment": [{"Name": "RUNG_A", "Value": "1"}], "Secrets": [{"Name": "RUNG_B", "ValueFrom": "x"}]}
    template = {"Resources": {"Task": {"Properties": {"ContainerDefinitions": [container]}}}}
    assert set(container_names(template)) == {"RUNG_A", "RUNG_B"}


def names_read(source: Source) -> Iterator[str]:
    """Yield the names a reader asks the environment for; those read by loops over VARIABLES are declared already."""
    for call, name in calls(source):
        if name.startswith(READS) and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant) and NAME.match(str(first.value)):
                yield str(first.value)


def other_readers(source: Source) -> Iterator[str]:
    """Yield uses of the environment."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(value=ast.Name(id="os"), attr="environ" | "getenv" | "environb" | "putenv"):
                yield source.at(node, ast.unparse(node))
            case ast.ImportFrom(module="os", names=names) if {"environ", "getenv"} & {alias.name for alias in names}:
                yield source.at(node, ast.unparse(node))
            case ast.Call(func=ast.Attribute(value=ast.Name(id="environ"), attr="Env" | "FileAwareEnv")):
                yield source.at(node, ast.unparse(node))


def container_names(node: object) -> Iterable[str]:
    """Yield the names that a rendered template gives to its containers."""
    if isinstance(node, list):
        for item in node:
            yield from container_names(item)
    elif isinstance(node, dict):
        for container in node.get("ContainerDefinitions", []):
            for pair in (*container.get("Environment", []), *container.get("Secrets", [])):
                yield pair["Name"]
        for value in node.values():
            yield from container_names(value)


def _declared() -> set[str]:
    return {variable.name for variable in variables.VARIABLES}
