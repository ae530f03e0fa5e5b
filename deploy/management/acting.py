"""What the operators' commands share: arguments, exit codes, and nothing that is slow to load."""

import argparse
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Protocol

from deploy.release.codes import HELP, Code

CODES = HELP
CAREFUL = "prod"


class Out(Protocol):
    """Where lines go."""

    def write(self, text: str, /) -> object: ...
    def flush(self) -> object: ...


class In(Protocol):
    """Where answers come from."""

    def isatty(self) -> bool: ...
    def readline(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What every command is told."""

    environment: str
    region: str
    rehearse: str
    speed: float
    is_json: bool


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes."""
    parser.add_argument("--region", default="us-east-1", help="AWS region (us-east-1)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, for machines")
    parser.add_argument("--rehearse", default="", metavar="SCENARIO", help="against a simulated AWS; 'list' shows all")
    parser.add_argument("--speed", type=float, default=0, help="rehearsed seconds a second; 0 waits for nothing")


def asked(options: Mapping[str, object]) -> Asked:
    """Return what every command was told."""
    return Asked(
        environment=str(options["environment"]),
        region=str(options["region"]),
        rehearse=str(options["rehearse"]),
        speed=float(str(options["speed"])),
        is_json=bool(options["json"]),
    )


def usage(out: Out, text: str) -> int:
    """Say what is wrong with how the command was used, and return the code for it."""
    out.write(text)
    return int(Code.USAGE)


def is_confirmed(asked: Asked, answers: In, out: Out, *, is_dry: bool) -> bool:
    """Ask before production is changed; where nobody sits at a terminal, --yes has to say it."""
    if asked.environment != CAREFUL or asked.rehearse or is_dry:
        return True
    if not answers.isatty():
        return False
    out.write(f"This changes {CAREFUL}. Type {CAREFUL} to go on:")
    out.flush()
    return answers.readline().strip() == CAREFUL


def detach_when_told_to_end() -> None:
    """Let SIGTERM detach as Ctrl-C does: a cancelled job must say how to take the release up."""

    def detach(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, detach)
    signal.signal(signal.SIGINT, detach)  # a job's shell may have switched it off


def line_writer(out: Out) -> Callable[[str], None]:
    """Return what writes a line at once, also into a pipe."""

    def write(line: str) -> None:
        out.write(line)
        out.flush()

    return write
