"""What is generated from the code and committed equals what the code generates now."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from tests.architecture.sourcekit import ROOT

OPENAPI = ROOT / "docs" / "openapi.yaml"
WRITE = "python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml"


@pytest.mark.django_db
def test_every_model_change_has_its_migration() -> None:
    try:
        call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    except SystemExit:
        pytest.fail(
            "A model changed without its migration: run `python manage.py makemigrations` and read what it wrote."
        )


def test_the_committed_openapi_is_the_generated_one(tmp_path: Path) -> None:
    made = tmp_path / "openapi.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(made))
    committed = OPENAPI.read_text() if OPENAPI.exists() else ""
    assert committed == made.read_text(), f"The API changed: run `{WRITE}` and read the difference before committing."


def test_the_system_checks_find_nothing() -> None:
    try:
        call_command("check", "--fail-level", "WARNING", verbosity=0)
    except SystemCheckError as found:
        pytest.fail(f"`manage.py check` warns: {found}")
