import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.providers.local_speech import limits
from rung.providers.local_speech.windows import Window, windows

RATE = limits.SAMPLE_RATE


@settings(max_examples=20)
@given(st.lists(st.integers(1, 90), min_size=1, max_size=8), st.integers(0, 2**32 - 1))
def test_windows_hold_every_sample_once_and_in_order(seconds: list[int], seed: int) -> None:
    noise = np.random.default_rng(seed)
    pieces = [noise.integers(-99, 99, size=length * RATE, dtype=np.int16) for length in seconds]
    found = list(windows(pieces))
    assert np.array_equal(np.concatenate([window.samples for window in found]), np.concatenate(pieces))
    assert all(window.seconds <= limits.WINDOW_SECONDS for window in found)
    starts = np.cumsum([0.0] + [window.seconds for window in found[:-1]])
    assert np.allclose(starts, [window.start_seconds for window in found])


def test_a_window_ends_in_the_quietest_moment() -> None:
    loud = np.full(200 * RATE, 9_000, dtype=np.int16)
    loud[110 * RATE : 111 * RATE] = 0
    first, second = windows([loud])
    assert 110.0 <= first.seconds <= 111.0
    assert second.start_seconds == first.seconds


def test_no_sound_makes_no_window() -> None:
    assert list[Window](windows([])) == []
