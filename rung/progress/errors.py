"""Refusals about measures."""

from rung.common.errors import RungError


class AnswersMissing(RungError):
    """Not every item was answered, so there is no total: the published score is the sum of all items."""

    code = "answers_missing"
    status = 422


class NothingAnswered(RungError):
    """No item was answered; nothing was kept. Answer at least one."""

    code = "nothing_answered"
    status = 422


class AnswersWrong(RungError):
    """Each item is answered with 0, 1, 2 or 3, in the order of the form; nothing was kept."""

    code = "answers_wrong"
    status = 422


class ScaleWrong(RungError):
    """The lowest score lies below the highest, and the score between them; nothing was kept."""

    code = "scale_wrong"
    status = 422


class MeasureUnnamed(RungError):
    """Say which measure it is; nothing was kept."""

    code = "measure_unnamed"
    status = 422


class MeasureDayWrong(RungError):
    """A measure was taken today or before; nothing was kept."""

    code = "measure_day_wrong"
    status = 422


class OtherClientsSession(RungError):
    """That session is not one with this client; nothing was kept."""

    code = "other_clients_session"
    status = 422
