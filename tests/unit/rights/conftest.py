"""Files of these tests lie in a folder of their own."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from config.settings.parts import storage


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": storage.local(tmp_path / "files")}
