"""What a stage is: read, then think, then keep."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from rung.accounts.models import Clinician
from rung.common import jsonkit
from rung.pipelines.models import PipelineRun, StageRun


@dataclass(frozen=True, slots=True)
class Work:
    """A run in the hands of a worker.

    `report(percent)` shows progress, and raises WorkerStopping when the worker must let go.
    `outside` is the token the stage left when it last put its answer off, empty before.
    """

    run: PipelineRun
    by: Clinician
    report: Callable[[int], None]
    outside: str = ""
    is_last_visit: bool = False  # the patience is over: to wait longer stops the run

    def output_of[T](self, name: str, kind: type[T]) -> T:
        """Return what an earlier stage made; needs a declared access."""
        text = StageRun.objects.select_related("run").get(run=self.run, name=name).output
        return jsonkit.load(kind, text)


@dataclass(frozen=True, slots=True)
class Later:
    """Not yet: somebody outside works on it; the stage is to be visited again in so many seconds.

    `token` says what was asked for, in at most 80 characters without a word
    of a record: it is kept in clear. It is kept before the next visit, so a
    stage that puts off once before it asks leaves nothing outside that no row
    knows of.
    """

    token: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Stage[In, Out]:
    """One step of a recipe.

    `read` runs in a short transaction with the read audited; `think` touches no
    record and may take minutes; `keep` runs in the transaction that also marks
    the stage done, and returns what later stages need. `skip` answers a reason
    code when the stage is not to run.

    `wait` is asked before anything is opened: it puts the stage off while
    something outside works. `think` may put it off, too, until `patience` is
    over. `notice` answers a code to be shown beside what was made. `forget`
    removes what a run left outside, also where there is nothing, also again.
    """

    name: str
    doing: str  # shown while it runs
    read: Callable[[Work], In]
    think: Callable[[In, Work], Out | Later]
    keep: Callable[[Work, Out, datetime], object | None]
    skip: Callable[[Work], str | None] = lambda _work: None
    wait: Callable[[Work], Later | None] = lambda _work: None
    notice: Callable[[Out], str] = lambda _made: ""
    forget: Callable[[UUID], None] = lambda _run_id: None
    patience: timedelta = timedelta(minutes=30)
    is_essential: bool = True  # when it stops, is the run failed, or complete in part?
