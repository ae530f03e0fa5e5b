"""Refusals about measures."""

from rung.common.errors import RungError


class MeasureUnfit(RungError):
    """What was filled in does not fit the measure; nothing was kept."""

    code = "measure_unfit"
    status = 422


class AnswersMissing(RungError):
    """Not every item was answered, so there is no total: the published score is the sum of all items."""

    code = "answers_missing"
    status = 422


class NothingAnswered(MeasureUnfit):
    """No item was answered; nothing was kept. Answer at least one."""

    code = "nothing_answered"


class AnswersWrong(MeasureUnfit):
    """Each item is answered with 0, 1, 2 or 3, in the order of the form; nothing was kept."""

    code = "answers_wrong"


class ScaleWrong(MeasureUnfit):
    """The lowest score lies below the highest, and the score between them; nothing was kept."""

    code = "scale_wrong"


class MeasureUnnamed(MeasureUnfit):
    """Say which measure it is; nothing was kept."""

    code = "measure_unnamed"


class MeasureDayWrong(MeasureUnfit):
    """A measure was taken today or before; nothing was kept."""

    code = "measure_day_wrong"


class OtherClientsSession(MeasureUnfit):
    """That session is not one with this client; nothing was kept."""

    code = "other_clients_session"
