"""What a start refuses: no master key, an exposed one, one that does not wrap."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django.fixtures import Settings

from config import gunicorn
from rung.encryption import checks, master
from rung.providers import kms, local_keys


@pytest.fixture
def path(tmp_path: Path, settings: Settings) -> Path:
    """A good key file outside of the state folder, as in production."""
    found = tmp_path / "master.json"
    local_keys.load(found, may_create=True)
    settings.MASTER_KEY_FILE, settings.MASTER_KEY_MAY_BE_CREATED = found, False
    return found


def _start() -> None:
    gunicorn.on_starting(None)


def test_a_good_key_starts(path: Path) -> None:
    _start()
    call_command("check", deploy=True, tags=[checks.TAG])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, "RUNG_KEY_FILE"),
        (lambda path: path.chmod(0o640), "chmod 600"),
        (lambda path: path.write_text("junk"), "restore it from its backup"),
    ],
    ids=["missing", "exposed", "unreadable"],
)
def test_a_start_refuses_a_bad_key_file(path: Path, spoil: Callable[[Path], object], said: str) -> None:
    spoil(path)
    with pytest.raises(SystemCheckError, match=said):
        _start()
    assert not [found for found in path.parent.iterdir() if found != path], "nothing is made in its place"


def test_a_start_refuses_a_bad_key_file_from_before(path: Path, settings: Settings) -> None:
    settings.MASTER_KEY_FILES_BEFORE = [path.parent / "gone.json"]
    with pytest.raises(SystemCheckError, match=r"encryption\.E003"):
        _start()


def test_where_a_key_may_be_made_nothing_is_asked(settings: Settings, tmp_path: Path) -> None:
    settings.MASTER_KEY_FILE = tmp_path / "none.json"
    _start()
    assert not list(tmp_path.iterdir())


def test_a_start_does_not_ask_the_key_service(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MASTER_KMS_KEY_ID, settings.MASTER_KEY_MAY_BE_CREATED = "alias/rung", False
    monkeypatch.setattr(kms, "connect", lambda _key_id: pytest.fail("asked"))
    _start()


def test_a_missing_permission_is_seen_before_a_record_needs_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Denying:
        def encrypt(self, plaintext: bytes, associated_data: bytes) -> bytes:
            raise kms.KeyServiceDenies("The key service refuses kms:Encrypt on alias/rung: allow it for this role.")

        def decrypt(self, ciphertext: bytes, associated_data: bytes) -> bytes:
            raise NotImplementedError

    settings.MASTER_KMS_KEY_ID = "alias/rung"
    monkeypatch.setattr(kms, "connect", lambda _key_id: Denying())
    master.forget()
    with pytest.raises(SystemCheckError, match="refuses kms:Encrypt"):
        call_command("check", deploy=True, tags=[checks.TAG])
