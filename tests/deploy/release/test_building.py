"""Build once, push once: with whichever engine is there, and not at all where the commit is there already."""

from pathlib import Path

import pytest

from deploy.rehearsal.digests import NEW
from deploy.release import building
from deploy.release.codes import Code
from tests.deploy.release import stages

COMMIT = "3333333333333333333333333333333333333333"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a podman that writes down what it is told, and a git whose checkout is clean, before everything else."""
    _program(tmp_path / "podman", f'echo "$@" >> {tmp_path}/told; cat > {tmp_path}/given')
    _program(tmp_path / "git", "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setattr(building, "ENGINES", ("podman",))
    return tmp_path


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_commit_is_built_for_the_tasks_processor_and_pushed_under_its_own_tag(programs: Path) -> None:
    played = stages.staged("happy")
    assert played.deploy(image="", commit=COMMIT, is_build_only=True) is Code.OK, played.text
    build, login, push = (programs / "told").read_text().splitlines()
    reference = "123456789012.dkr.ecr.us-east-1.amazonaws.com/rung-dev:333333333333"
    assert build.startswith("build --platform linux/amd64 --build-arg COMMIT=3333")
    assert f"--tag {reference} ." in build
    assert login.endswith("--password-stdin 123456789012.dkr.ecr.us-east-1.amazonaws.com")
    assert "rehearsed" not in login, "a password on the command line can be read by everybody on the machine"
    assert push == f"push {reference}"
    assert "ecs:UpdateService" not in played.world.calls


def test_what_is_in_the_registry_is_used_again_and_released(programs: Path) -> None:
    played = stages.staged("happy")
    played.world.tags["333333333333"] = NEW
    assert played.deploy(image="", commit=COMMIT) is Code.OK, played.text
    assert "is in the registry already: used again" in played.text
    assert not (programs / "told").exists()


@pytest.mark.parametrize(
    ("name", "script", "says"),
    [
        ("podman", "exit 125", "podman could not build the image (exit code 125)"),
        ("git", "echo ' M rung/x.py'", "The checkout has changes that are in no commit"),
    ],
)
def test_what_cannot_be_built_ends_with_4(programs: Path, name: str, script: str, says: str) -> None:
    _program(programs / name, script)
    played = stages.staged("happy")
    assert played.deploy(image="", commit=COMMIT) is Code.BUILD
    assert says in played.report
    assert not {"ecs:UpdateService", "ecs:RunTask"} & set(played.world.calls)
