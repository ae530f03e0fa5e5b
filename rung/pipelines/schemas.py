"""What is kept of an evaluation."""

from dataclasses import dataclass
from datetime import datetime

from rung.evaluation import Report


@dataclass(frozen=True, slots=True)
class KeptEvaluation:
    """The figures of one evaluation, and when it was made. No text of any case."""

    at: datetime
    report: Report
