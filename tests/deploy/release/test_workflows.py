"""The workflows and the Makefile: well formed, least rights, and only targets that exist."""

import re
from typing import Any

import pytest
import yaml

from config import env

FOLDER = env.ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z-]+):.*##", (env.ROOT / "Makefile").read_text(), re.MULTILINE))
WANTED = {
    "dev",
    "test",
    "check",
    "lint",
    "fmt",
    "migrate",
    "build",
    "run-local",
    "push",
    "deploy",
    "deployment-status",
    "logs",
}
TRUSTED = ("actions/", "aws-actions/")
JOB = {"runs-on", "steps", "timeout-minutes", "environment", "needs", "permissions"}
STEP = {"name", "uses", "with", "run"}


def load(path: object) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load((FOLDER / str(path)).read_text())
    return found


def test_the_three_workflows_are_there() -> None:
    assert [path.name for path in FILES] == ["audit.yml", "check.yml", "deploy.yml"]


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_a_workflow_has_the_shape_github_expects(name: str) -> None:
    flow = load(name)
    assert {"name", True, "permissions", "jobs"} <= set(flow)  # YAML reads `on` as true
    for job in flow["jobs"].values():
        assert {"runs-on", "steps", "timeout-minutes"} <= set(job) <= JOB
        for step in job["steps"]:
            assert set(step) <= STEP
            assert ("uses" in step) != ("run" in step)
            assert step.get("uses", TRUSTED[0]).startswith(TRUSTED)


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_what_a_workflow_makes_exists(name: str) -> None:
    lines = [step["run"] for job in load(name)["jobs"].values() for step in job["steps"] if "run" in step]
    made = {word for line in lines for word in line.removeprefix("make ").split() if re.fullmatch("[a-z-]+", word)}
    assert made <= TARGETS, made - TARGETS


def test_only_the_deploy_workflow_may_ask_for_a_token_and_none_is_stored() -> None:
    rights = {path.name: load(path.name)["permissions"] for path in FILES}
    assert rights["deploy.yml"] == {"contents": "read", "id-token": "write"}
    assert rights["check.yml"] == rights["audit.yml"] == {"contents": "read"}
    assert not [path for path in FILES if "secrets." in path.read_text() or "aws-secret" in path.read_text()]


def test_the_makefile_has_its_targets_each_of_one_line() -> None:
    assert WANTED <= TARGETS
    text = (env.ROOT / "Makefile").read_text()
    recipes = re.findall(r"^[a-z-]+:.*##.*\n((?:\t.*\n)+)", text, re.MULTILINE)
    assert all(recipe.count("\n") == 1 for recipe in recipes)
