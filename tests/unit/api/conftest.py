"""Who asks, and for what."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from config.settings.parts import storage
from rung.accounts.models import Clinician
from tests.factories import people
from tests.unit.api.callers import Caller
from tests.unit.api.scenes import Scene, scene_of


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    """What is stored is counted: no other test's files may lie there."""
    settings.STORAGES = {**settings.STORAGES, "default": storage.local(tmp_path / "files")}


@pytest.fixture
def clinician(db: None) -> Clinician:
    """Return somebody who can sign in."""
    return people.clinician()


@pytest.fixture
def caller(clinician: Clinician) -> Caller:
    """Return that person, signed in."""
    return Caller(clinician)


@pytest.fixture
def stranger(db: None) -> Caller:
    """Return somebody who is not signed in."""
    return Caller(None)


@pytest.fixture
def scene(clinician: Clinician) -> Scene:
    """Return one of each record of that person."""
    return scene_of(clinician)


@pytest.fixture
def foreign(db: None) -> Scene:
    """Return one of each record of somebody else."""
    return scene_of(people.clinician())
