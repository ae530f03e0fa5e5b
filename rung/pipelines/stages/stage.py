"""What a stage is: read, then think, then keep."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rung.accounts.models import Clinician
from rung.common import jsonkit
from rung.pipelines.models import PipelineRun, StageRun


@dataclass(frozen=True, slots=True)
class Work:
    """A run in the hands of a worker.

    `report(percent)` shows progress, and raises WorkerStopping when the worker must let go.
    """

    run: PipelineRun
    by: Clinician
    report: Callable[[int], None]

    def output_of[T](self, name: str, kind: type[T]) -> T:
        """Return what an earlier stage made; needs a declared access."""
        text = StageRun.objects.select_related("run").get(run=self.run, name=name).output
        return jsonkit.load(kind, text)


@dataclass(frozen=True, slots=True)
class Stage[In, Out]:
    """One step of a recipe.

    `read` runs in a short transaction with the read audited; `think` touches no
    record and may take minutes; `keep` runs in the transaction that also marks
    the stage done, and returns what later stages need. `skip` answers a reason
    code when the stage is not to run.
    """

    name: str
    doing: str  # shown while it runs
    read: Callable[[Work], In]
    think: Callable[[In, Work], Out]
    keep: Callable[[Work, Out, datetime], object | None]
    skip: Callable[[Work], str | None] = lambda _work: None
    is_essential: bool = True  # when it stops, is the run failed, or complete in part?
