"""What is drafted lies sealed in a nameless file, and is gone with it."""

import tempfile
from pathlib import Path
from typing import IO

import pytest

from rung.encryption import files
from rung.encryption.errors import SealBroken
from tests.factories.canary import CANARY

WORDS = CANARY.encode() * 200_000  # several segments


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> IO[bytes]:
    """Return the temporary file, where it can be looked at."""
    file = (tmp_path / "held").open("w+b")
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda: file)
    return file


def test_it_is_read_as_it_was_written_and_lies_sealed(held: IO[bytes], tmp_path: Path) -> None:
    with files.drafted(lambda sink: [sink.write(WORDS[at : at + 999]) for at in range(0, len(WORDS), 999)]) as stream:
        assert CANARY.encode() not in (tmp_path / "held").read_bytes()
        assert stream.read() == WORDS
    assert held.closed


def test_what_was_altered_does_not_open(tmp_path: Path, held: IO[bytes]) -> None:
    stream = files.drafted(lambda sink: sink.write(WORDS))
    with (tmp_path / "held").open("r+b") as file:
        file.seek(-100, 2)
        file.write(b"\0")
    with pytest.raises(SealBroken), stream:
        stream.read()


def test_nothing_is_left_of_a_draft_that_failed(held: IO[bytes]) -> None:
    def broken(_sink: IO[bytes]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        files.drafted(broken)
    assert held.closed
