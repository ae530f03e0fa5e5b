"""Anchors in local files, one JSON line a checkpoint: the twin of a locked bucket, and an option on premises.

Whoever owns the machine can change them; whoever owns only the database cannot.
"""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rung.providers.anchoring import AnchorUnavailable

ENDING = ".jsonl"


@dataclass(frozen=True, slots=True)
class LocalAnchor:
    """A folder only this user may read, with a file for each chain."""

    folder: Path

    def keep(self, chain: str, name: str, line: bytes, *, at: datetime) -> None:
        """Append a line; it is on the disk when this returns.

        Raises:
            AnchorUnavailable: the disk refused.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self.folder / f"{chain}{ENDING}"
            is_new = not path.exists()
            _append(path, line)
            if is_new:
                _sync(self.folder)  # else a power cut could take the file's name
        except OSError as refused:
            raise AnchorUnavailable from refused

    def kept(self, chain: str) -> Iterator[bytes]:
        """Yield every whole line of a chain; half a line is what a crash left of one that was not kept.

        Raises:
            AnchorUnavailable: the file cannot be read.
        """
        path = self.folder / f"{chain}{ENDING}"
        try:
            if path.exists():
                with path.open("rb") as lines:
                    yield from (line.strip() for line in lines if line.endswith(b"}\n"))
        except OSError as refused:
            raise AnchorUnavailable from refused

    def chains(self) -> list[str]:
        """Return the chains that have a file."""
        return sorted(path.name.removesuffix(ENDING) for path in self.folder.glob(f"*{ENDING}"))


def _append(path: Path, line: bytes) -> None:
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(file).st_size
        is_torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"
        whole = (b"\n" if is_torn else b"") + line + b"\n"
        if os.write(file, whole) < len(whole):  # a disk that is full may take a part without complaint
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file)
    finally:
        os.close(file)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
