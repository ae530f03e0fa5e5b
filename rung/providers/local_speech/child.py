"""The process that reads hostile bytes: it bounds itself, answers one question on stdout, and ends."""

import os
import resource
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO

from rung.common.errors import RungError
from rung.providers.local_speech import limits
from rung.providers.local_speech.errors import SpeechUnavailable
from rung.providers.local_speech.kinds import AudioKind
from rung.providers.local_speech.wire import Finished, Progress, Refused, Reply, line

type Say = Callable[[Reply], None]


def main(arguments: list[str]) -> None:
    """Answer `descriptor cpu_seconds question kind max_seconds`, the question being probe or transcribe."""
    descriptor, cpu_seconds, question, kind, max_seconds = arguments
    _bound(int(cpu_seconds))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with os.fdopen(int(descriptor), "rb") as source:
        answer(source, AudioKind(kind), max_seconds=int(max_seconds), words=question == "transcribe", say=_say)


def answer(source: BinaryIO, kind: AudioKind, *, max_seconds: int, words: bool, say: Say) -> None:
    """Say what a recording is and, where asked, its words; a refusal is said by its code."""
    try:
        length = _describe(source, kind, max_seconds, say)
        if words:
            _recognize(source, kind, max_seconds, length, say)
    except RungError as refusal:
        say(Refused(refusal.code))
    except ModuleNotFoundError:
        say(Refused(SpeechUnavailable.code))


def _describe(source: BinaryIO, kind: AudioKind, max_seconds: int, say: Say) -> float:
    from rung.providers.local_speech import decoding  # heavy: only the child decodes

    found = decoding.found(source, kind, max_seconds=max_seconds)
    say(found)
    return found.seconds


def _recognize(source: BinaryIO, kind: AudioKind, max_seconds: int, length: float, say: Say) -> None:
    from rung.providers.local_speech import decoding, recognition, windows  # heavy: not needed to probe

    recognizer = recognition.Recognizer()
    read = 0.0
    for window in windows.windows(decoding.samples(source, kind, max_seconds=max_seconds)):
        for heard in recognizer.heard(window):
            say(heard)
            say(Progress(min(1.0, heard.end_ms / (length * recognition.SECOND_MS))))
        read = window.start_seconds + window.seconds
        say(Progress(min(1.0, read / length)))
    say(Finished(read, length))


def _say(reply: Reply) -> None:
    sys.stdout.write(line(reply))
    sys.stdout.flush()


def _bound(cpu_seconds: int) -> None:
    """Give up memory, time, files and core dumps beyond what a recording needs; none can be taken back."""
    bounds = {
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_NOFILE: limits.CHILD_OPEN_FILES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,  # a dump would hold what the client said
    }
    if sys.platform == "linux":
        bounds[resource.RLIMIT_AS] = limits.CHILD_ADDRESS_BYTES
    for bound, most in bounds.items():
        resource.setrlimit(bound, (most, most))


def _end_with_parent() -> None:
    """End at once when stdin closes: the parent holds its other end and never writes."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
