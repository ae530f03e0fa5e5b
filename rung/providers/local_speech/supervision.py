"""Runs the child that reads hostile bytes: bounded, watched, and gone when it is no longer wanted."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import rung
from rung.providers.local_speech import limits, wire
from rung.providers.local_speech.errors import SpeechFailed, SpeechTimedOut

ROOT = Path(rung.__file__).parent.parent
ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "PATH": os.defpath,
    "OMP_NUM_THREADS": str(limits.CHILD_THREADS),
    "OPENBLAS_NUM_THREADS": "1",  # each of its threads would reserve addresses for nothing
    "MALLOC_ARENA_MAX": "2",  # likewise
}
READ_BYTES = 65_536


def replies(arguments: list[str], *, audio: int, deadline_seconds: float) -> Generator[wire.Reply]:
    """Yield what a new child says about the open file `audio`, as it says it.

    The child and whatever it started are killed when the iterator ends or is
    closed. The environment is made from scratch, so no secret reaches it.

    Raises:
        SpeechTimedOut: the deadline passed.
        SpeechFailed: it wrote too much, or what it may not.
    """
    due = time.monotonic() + deadline_seconds
    cpu_seconds = int(deadline_seconds * limits.CHILD_THREADS) + 1
    command = [sys.executable, "-B", "-m", "rung.providers.local_speech.child"]
    with subprocess.Popen(  # noqa: S603 - our own module, and arguments that name no file
        [*command, str(audio), str(cpu_seconds), *arguments],
        stdin=subprocess.PIPE,  # never written: it closes when we die, and the child then ends
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        cwd=ROOT,
        pass_fds=(audio,),
        start_new_session=True,
    ) as child:
        try:
            if child.stdout is not None:
                yield from map(wire.parse, _lines(child.stdout.fileno(), due))
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # it ended by itself
                os.killpg(child.pid, signal.SIGKILL)


def _lines(source: int, due: float) -> Iterator[bytes]:
    held, seen = b"", 0
    with selectors.DefaultSelector() as readable:
        readable.register(source, selectors.EVENT_READ)
        while True:
            left = due - time.monotonic()
            if left <= 0 or not readable.select(left):
                raise SpeechTimedOut
            chunk = os.read(source, READ_BYTES)
            seen += len(chunk)
            if seen > limits.CHILD_OUTPUT_BYTES:
                raise SpeechFailed
            if not chunk:
                return
            *complete, held = (held + chunk).split(b"\n")
            yield from complete
