"""Refusals of runs."""

from rung.common.errors import RungError


class RunNotFound(RungError):
    """There is no such run among yours."""

    code = "run_not_found"
    status = 404


class NothingToPrepare(RungError):
    """Add a recording, a transcript or notes first."""

    code = "nothing_to_prepare"
    status = 422


class CertificateNotFound(RungError):
    """There is no such certificate among yours."""

    code = "certificate_not_found"
    status = 404


class FenceLost(RungError):
    """Another worker took this run over; nothing of this stage was written."""

    code = "fence_lost"


class WorkerStopping(RungError):
    """This worker is stopping; the run goes on elsewhere from the last finished stage."""

    code = "worker_stopping"


class BudgetSpent(RungError):
    """This needs more of the language model than one run may use."""

    code = "model_budget_spent"


class Interrupted(RungError):
    """Asking the language model was cut short too often."""

    code = "model_interrupted"


class NotSetUp(RungError):
    """The language model that the practice chose is not set up here."""

    code = "model_not_set_up"


class StageWaits(RungError):
    """Something outside works for this stage; the worker lets go and the job comes back later."""

    code = "stage_waits"

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds


class WaitedInVain(RungError):
    """What this stage asked for outside did not come in time; what was finished before is kept."""

    code = "waited_in_vain"


class GuideLeaks(RungError):
    """Every wording of the guide repeated words of the record, so none was kept; the brief is."""

    code = "guide_leaks"


class ExportTooLarge(RungError):
    """This is more than one export holds (50,000 lines); choose a person or a shorter period."""

    code = "export_too_large"
    status = 422
