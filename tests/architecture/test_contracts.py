"""The import contracts hold, and each of them breaks when it should."""

from pathlib import Path

import pytest

from tests.architecture import linting
from tests.architecture.plants import PLANTS, WELCOME, Plant
from tests.architecture.sourcekit import ROOT, refuse


def test_every_contract_is_kept() -> None:
    code, report = linting.lint(ROOT)
    assert code == 0, f"Move the code down; see docs/map.md for the rooms.\n{report}"


def test_every_contract_has_a_planted_violation() -> None:
    planted = {plant.contract for plant in PLANTS}
    assert planted == set(linting.contracts()), "Plant a violation of each contract in tests/architecture/plants.py."


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.contract}: {plant.what}")
def test_a_planted_violation_breaks_its_contract(plant: Plant, tmp_path: Path) -> None:
    tree = linting.copy_of_the_tree(tmp_path)
    linting.put(plant, tree)
    code, report = linting.lint(tree, plant.contract)
    assert code == 1, f"{plant.what} was let through by the contract {plant.contract}:\n{report}"
    assert f"{linting.contracts()[plant.contract].name} BROKEN" in report
    assert _names(report, plant.culprit()), f"The contract broke, but not by {plant.culprit()}:\n{report}"


@pytest.mark.parametrize("plant", WELCOME, ids=lambda plant: f"{plant.contract}: {plant.what}")
def test_what_a_door_is_for_passes(plant: Plant, tmp_path: Path) -> None:
    tree = linting.copy_of_the_tree(tmp_path)
    linting.put(plant, tree)
    code, report = linting.lint(tree, plant.contract)
    assert code == 0, f"{plant.what} is what the door is for, and was refused:\n{report}"


def test_every_floor_has_rooms_or_is_pure() -> None:
    refuse(
        _floors() - _roomed() - _pure() - {"common"},
        "Give the app its rooms (a containers line in .importlinter), or list it among the pure floors.",
    )


def test_every_module_of_common_is_pure_or_known_to_need_django() -> None:
    known = {"api", "clock", "models", "rowsecurity", "scope"}
    here = {path.stem for path in (ROOT / "rung/common").iterdir() if path.suffix == ".py" or path.is_dir()}
    pure = {name.rpartition(".")[2] for name in linting.contracts()["pure"].listed("source_modules")}
    refuse(
        here - {"__init__", "__pycache__"} - known - pure,
        "List the module of rung/common in the contract `pure`; records, row security, clock and API base need Django.",
    )


def _floors() -> set[str]:
    lines = linting.contracts()["floors"].listed("layers")
    return {name.strip(" ()") for line in lines for name in line.split("|")}


def _roomed() -> set[str]:
    rooms = [contract for key, contract in linting.contracts().items() if key.startswith("rooms")]
    return {line.rpartition(".")[2] for contract in rooms for line in contract.listed("containers")}


def _pure() -> set[str]:
    return {line.rpartition(".")[2] for line in linting.contracts()["pure"].listed("source_modules")}


def _names(report: str, module: str) -> bool:
    """Answer whether the report names a module, or says so of a circle by its last name."""
    short = module.rpartition(".")[2]
    return module in report or f"- .{short} -> " in report or f" -> .{short} " in report
