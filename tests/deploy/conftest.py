"""What the tests of the stacks stand on: templates rendered once."""

from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache
from typing import Any

import pytest

from deploy.assembly import as_json
from deploy.checks.reading import Stacks
from deploy.environment import load
from deploy.rendering import render
from tests.deploy.planting import Plant


@lru_cache
def templates(name: str) -> dict[str, Any]:
    """Return an environment's templates as CloudFormation would read them."""
    return {stack: template.to_dict() for stack, template in render(load(name)).items()}


@lru_cache
def texts(name: str) -> dict[str, str]:
    """Return an environment's templates as they are committed."""
    return {stack: as_json(template) for stack, template in render(load(name)).items()}


@pytest.fixture
def prod() -> Stacks:
    return Stacks(templates("prod"))


@pytest.fixture
def planted() -> Callable[[Plant], Stacks]:
    """Return prod's stacks with something changed."""

    def change(plant: Plant) -> Stacks:
        copy = deepcopy(templates("prod"))
        plant(copy)
        return Stacks(copy)

    return change
