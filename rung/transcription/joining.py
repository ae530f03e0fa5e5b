"""Joins pieces of speech that are parts of one sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rung.transcription.limits import MAX_MEMO_CHARS
from rung.transcription.turns import Turn

PAUSE_MS = 2_000  # a longer silence ends what was being said
ENDS = (".", "!", "?", "…", '."', ".”", '?"', "?”", '!"', "!”")


def joined(turns: Iterable[Turn]) -> Iterator[Turn]:
    """Yield turns, those of one label joined while their sentence goes on, so that a quote can hold it whole.

    Times stay those of the whole. A pause over PAUSE_MS or MAX_MEMO_CHARS ends a turn.
    """
    held: Turn | None = None
    for turn in turns:
        if held is not None and _goes_on(held, turn):
            held = replace(held, text=f"{held.text.rstrip()} {turn.text.lstrip()}", end_ms=turn.end_ms)
            continue
        if held is not None:
            yield held
        held = turn
    if held is not None:
        yield held


def _goes_on(held: Turn, turn: Turn) -> bool:
    if held.label != turn.label or held.end_ms is None or turn.start_ms is None:
        return False
    apart = turn.start_ms - held.end_ms > PAUSE_MS or len(held.text) + len(turn.text) >= MAX_MEMO_CHARS
    return not apart and not held.text.rstrip().endswith(ENDS)
