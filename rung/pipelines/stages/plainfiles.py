"""A plain copy of a sealed file, in memory where the system has a memory folder, for as long as a block."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 — files there are private (0600) and never reach a disk
COPY_BYTES = 256 * 1024


@contextmanager
def plain_copy(source: IO[bytes], *, size_bytes: int) -> Iterator[Path]:
    """Give the path of a private copy that has no name in any folder: it is gone with us, also when we are killed.

    A container's memory folder may be small: what does not fit goes to the
    temporary folder, which is memory there too.
    """
    fits = MEMORY_FOLDER.is_dir() and shutil.disk_usage(MEMORY_FOLDER).free > 2 * size_bytes
    folder = MEMORY_FOLDER if fits else None
    with tempfile.TemporaryFile(dir=folder) as sink:
        shutil.copyfileobj(source, sink, COPY_BYTES)
        sink.seek(0)
        yield Path(f"/dev/fd/{sink.fileno()}")
