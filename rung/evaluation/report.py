"""The report: every figure of one evaluation. Counts and rates; no text of any case."""

from dataclasses import dataclass

from rung.evaluation.measures.calibration import Bin
from rung.evaluation.measures.evidence import Evidence
from rung.evaluation.measures.gate import Gate
from rung.evaluation.measures.injections import Injections
from rung.evaluation.measures.leaks import Leaks
from rung.evaluation.measures.risk import Risk
from rung.evaluation.measures.swaps import Swap
from rung.evaluation.scores import Agreement

VERSION = 1  # of this shape; a kept report of another one is not shown


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, by kind."""

    transcripts: int
    named: int
    labeled: int
    posts: int
    sentences: int
    instructions: int
    recorded: int
    recorded_without_transcript: int


@dataclass(frozen=True, slots=True)
class Pace:
    """What one transcript takes, from screening to a guide that passed the gate."""

    transcripts: int
    seconds_mean: float | None
    seconds_longest: float | None
    model_seconds_mean: float | None  # as recorded with the answers
    cost_usd: float | None  # of all; the offline analyst costs nothing
    cost_usd_mean: float | None


@dataclass(frozen=True, slots=True)
class Analyst:
    """How one analyst did: the offline one, or a language model whose answers were recorded."""

    name: str
    pace: Pace
    evidence: Evidence
    leaks: Leaks
    calibration: tuple[Bin, ...]
    swaps: tuple[Swap, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was measured; what there was no case for is empty."""

    version: int
    read: Read
    analysts: tuple[Analyst, ...]
    client_talk: tuple[Agreement, ...]
    therapist_behavior: tuple[Agreement, ...]
    risk: tuple[Risk, ...]
    gate: Gate
    injections: Injections
    seconds: float
