"""CANARY: strings that tests plant in records and look for on the other side."""

from collections.abc import Iterator

from rung.common import textkit
from rung.isolation.gate.leaks import Leak, LeakReason
from rung.isolation.gate.lines import Line


def leaks(lines: tuple[Line, ...], planted: tuple[str, ...]) -> Iterator[Leak]:
    """Yield the lines that hold a canary, and the first line where one is spread over several."""
    whole = "".join(squeeze(line.raw) for line in lines)
    for canary in planted:
        held = [line for line in lines if canary in squeeze(line.raw)]
        if not held and canary in whole:
            held = [line for line in lines if line.words][:1]
        for line in held:
            yield line.leak(LeakReason.CANARY, line.folded)


def squeeze(text: str) -> str:
    """Return only the letters and digits of a text, folded: spacing and punctuation hide nothing."""
    return "".join(character for character in textkit.fold(text) if character.isalnum())
