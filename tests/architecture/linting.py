"""Runs import-linter over the project, or over a copy of it with something planted."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from importlinter.api import read_configuration

from tests.architecture.plants import Plant
from tests.architecture.sourcekit import PRODUCT, ROOT

CONFIG = ".importlinter"


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract: its id, the name people read, and its options as written."""

    id: str
    name: str
    options: dict[str, str | list[str]]

    def listed(self, option: str) -> list[str]:
        """Return the lines of an option."""
        value = self.options.get(option, [])
        return [value] if isinstance(value, str) else value


def contracts() -> dict[str, Contract]:
    """Return the contracts of .importlinter by id."""
    found = read_configuration(str(ROOT / CONFIG))["contracts_options"]
    return {options["id"]: Contract(options["id"], options["name"], options) for options in found}


def lint(folder: Path, *only: str) -> tuple[int, str]:
    """Check the tree in a folder; return import-linter's exit code and its report."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    chosen = [f"--contract={contract}" for contract in only]
    wide = {"COLUMNS": "300", "NO_COLOR": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*command, *chosen], cwd=folder, env=wide, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def copy_of_the_tree(into: Path) -> Path:
    """Copy what import-linter reads."""
    only_python = shutil.ignore_patterns("__pycache__", "migrations", "static", "templates")
    for package in PRODUCT:
        shutil.copytree(ROOT / package, into / package, ignore=only_python)
    shutil.copy(ROOT / CONFIG, into / CONFIG)
    return into


def put(plant: Plant, into: Path) -> None:
    """Add the plant's lines to the copy."""
    for module, line in plant.lines:
        path = _file_of(module, into)
        before = path.read_text() if path.exists() else ""
        path.write_text(f"{before}\n{line}\n")


def _file_of(module: str, root: Path) -> Path:
    """Return a module's file, making the packages above it."""
    *above, _ = module.split(".")
    for depth in range(1, len(above) + 1):
        package = root.joinpath(*above[:depth])
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
    place = root.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
