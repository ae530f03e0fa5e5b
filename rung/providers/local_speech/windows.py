"""Cuts sound into windows at quiet moments, so that memory does not grow with length."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rung.providers.local_speech import limits

WINDOW = limits.WINDOW_SECONDS * limits.SAMPLE_RATE
CUT = limits.CUT_SECONDS * limits.SAMPLE_RATE
QUIET = int(limits.QUIET_SECONDS * limits.SAMPLE_RATE)


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Consecutive samples, and where the first one stands in the recording."""

    start_seconds: float
    samples: NDArray[np.int16]

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / limits.SAMPLE_RATE


def windows(pieces: Iterable[NDArray[np.int16]]) -> Iterator[Window]:
    """Yield all samples, in order, in windows of at most WINDOW_SECONDS plus one piece."""
    start, held, size = 0, list[NDArray[np.int16]](), 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        while size >= WINDOW:
            full = np.concatenate(held)
            cut = _quietest(full[:WINDOW])
            yield Window(start / limits.SAMPLE_RATE, full[:cut])
            start, held, size = start + cut, [full[cut:]], size - cut
    if size:
        yield Window(start / limits.SAMPLE_RATE, np.concatenate(held))


def _quietest(full: NDArray[np.int16]) -> int:
    """Return the middle of the quietest moment in the last CUT_SECONDS."""
    moments = full[-CUT:].astype(np.float32).reshape(-1, QUIET)
    quietest = int(np.argmin(np.square(moments).mean(axis=1)))
    return len(full) - CUT + quietest * QUIET + QUIET // 2
