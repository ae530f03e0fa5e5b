"""What AWS would see is committed, so that a review shows it."""

import pytest

from config.env import ROOT
from deploy.assembly import MOST_OUTPUTS, MOST_PARAMETERS, MOST_RESOURCES, MOST_S3_BYTES, margins
from deploy.environment import NAMES, load
from deploy.rendering import render
from tests.deploy.conftest import texts

GOLDEN = ROOT / "tests" / "deploy" / "golden"
STACKS = ("foundation", "application")
WRITE = "python manage.py infra render ENV --out tests/deploy/golden/ENV"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("stack", STACKS)
def test_the_committed_templates_are_what_is_rendered(name: str, stack: str) -> None:
    committed = GOLDEN / name / f"{stack}.json"
    assert committed.read_text() == texts(name)[stack], f"Run `{WRITE}` and read the difference before committing."


def test_nothing_else_is_committed() -> None:
    found = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert found == {f"{name}/{stack}.json" for name in NAMES for stack in STACKS}


def test_rendering_again_gives_the_same() -> None:
    again = render(load("prod"))
    assert {stack: template.to_dict() for stack, template in again.items()} == {
        stack: template.to_dict() for stack, template in render(load("prod")).items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_templates_are_well_below_the_limits(name: str) -> None:
    for template in render(load(name)).values():
        found = margins(template)
        assert found.bytes_used < MOST_S3_BYTES // 4
        assert found.resources < MOST_RESOURCES // 2
        assert found.outputs < MOST_OUTPUTS // 2
        assert found.parameters < MOST_PARAMETERS // 2
