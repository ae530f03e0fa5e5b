"""The master key file: private, made at most once, never made where it must exist."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import tink

from config import env
from rung.providers import local_keys

AT_ONCE = 8
TAKE_IT = """
import sys
from pathlib import Path
from rung.providers import local_keys
from tink import aead
aead.register()
print("ready", flush=True)
sys.stdin.readline()
key = local_keys.load(Path(sys.argv[1]), may_create=True)
print(key.encrypt(b"text", b"").hex(), flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "master.json"


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_key_is_made_where_it_may_be_and_found_again(path: Path) -> None:
    sealed = local_keys.load(path, may_create=True).encrypt(b"text", b"")
    assert local_keys.load(path, may_create=False).decrypt(sealed, b"") == b"text"


def test_the_file_and_its_folder_are_private_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        local_keys.load(path, may_create=True)
    finally:
        os.umask(before)
    assert (_mode(path), _mode(path.parent)) == (0o600, 0o700)


def test_nothing_but_the_key_is_left_in_the_folder(path: Path) -> None:
    local_keys.load(path, may_create=True)
    assert [found.name for found in path.parent.iterdir()] == ["master.json"]


def test_a_missing_key_is_refused_where_none_may_be_made(path: Path) -> None:
    with pytest.raises(local_keys.MasterKeyMissing, match="RUNG_KEY_FILE"):
        local_keys.load(path, may_create=False)
    assert not path.parent.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o610, 0o666])
def test_a_file_that_others_may_use_is_refused(path: Path, mode: int) -> None:
    local_keys.load(path, may_create=True)
    path.chmod(mode)
    with pytest.raises(local_keys.MasterKeyExposed, match="chmod 600"):
        local_keys.load(path, may_create=True)


@pytest.mark.parametrize("junk", ["", "{}", "not json", '{"key": []}', "\0"])
def test_a_file_that_holds_no_key_is_refused_and_left_alone(path: Path, junk: str) -> None:
    local_keys.load(path, may_create=True)
    path.write_text(junk)
    with pytest.raises(local_keys.MasterKeyUnreadable):
        local_keys.load(path, may_create=True)
    assert path.read_text() == junk


def test_a_folder_in_its_place_is_refused(path: Path) -> None:
    path.mkdir(parents=True, mode=0o700)
    with pytest.raises(local_keys.MasterKeyUnreadable):
        local_keys.load(path, may_create=True)


def test_a_crashed_makers_draft_is_in_nobodys_way(path: Path) -> None:
    path.parent.mkdir()
    for pid in (os.getpid(), 1):
        path.with_name(f"master.json.{pid}").touch()
    assert isinstance(local_keys.load(path, may_create=True), tink.aead.Aead)


def test_eight_processes_at_once_make_one_key(path: Path) -> None:
    command = [sys.executable, "-c", TAKE_IT, str(path)]
    makers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=env.ROOT, text=True)
        for _ in range(AT_ONCE)
    ]
    for maker in makers:
        assert maker.stdout is not None
        assert maker.stdout.readline() == "ready\n"
    for maker in makers:
        assert maker.stdin is not None
        maker.stdin.write("\n")
        maker.stdin.flush()
    sealed = [maker.communicate(timeout=60)[0].strip() for maker in makers]
    assert [maker.returncode for maker in makers] == [0] * AT_ONCE
    key = local_keys.load(path, may_create=False)
    assert [key.decrypt(bytes.fromhex(one), b"") for one in sealed] == [b"text"] * AT_ONCE
    assert [found.name for found in path.parent.iterdir()] == ["master.json"]
