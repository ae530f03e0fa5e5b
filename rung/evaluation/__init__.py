"""Evaluation: how well the core does on texts whose right answers are known. Counts and rates come out, never words.

It stands above the analysts, the screen and the wall, because it runs all of
them as a session would, and below the records, because it knows none: texts
come from files, and only figures leave.
"""

from rung.evaluation.cases import Cases
from rung.evaluation.evaluating import Watch, evaluate
from rung.evaluation.inputs import Problem, Read, read
from rung.evaluation.report import Report
from rung.evaluation.tables import as_text

__all__ = ["Cases", "Problem", "Read", "Report", "Watch", "as_text", "evaluate", "read"]
