"""Totals and severity bands, as published."""

from collections.abc import Sequence

from rung.progress.errors import AnswersMissing, AnswersWrong, NothingAnswered
from rung.progress.policies.forms import Band, Form


def check_are_answers(form: Form, answers: Sequence[int | None], difficulty: int | None) -> None:
    """Refuse what the form does not offer.

    Raises:
        AnswersWrong: too few or too many items, or an answer that is none of the options.
        NothingAnswered: every item was left out.
    """
    offered = range(len(form.options))
    is_known = all(answer is None or answer in offered for answer in (*answers, difficulty))
    if len(answers) != len(form.items) or not is_known:
        raise AnswersWrong
    if all(answer is None for answer in answers):
        raise NothingAnswered


def total_of(form: Form, answers: Sequence[int | None]) -> int:
    """Return the sum of all items.

    Raises:
        AnswersMissing: an item was left out; no source that was checked allows to fill it in.
    """
    given = [answer for answer in answers if answer is not None]
    if len(given) != len(form.items):
        raise AnswersMissing
    return sum(given)


def known_total_of(form: Form, answers: Sequence[int | None]) -> int | None:
    """Return the sum of all items, None where one was left out."""
    try:
        return total_of(form, answers)
    except AnswersMissing:
        return None


def band_of(form: Form, total: int) -> Band:
    """Return the severity of a total."""
    return next(band for band in reversed(form.bands) if total >= band.lowest)


def risk_answer_of(form: Form, answers: Sequence[int | None]) -> int:
    """Return what was answered to the item about death and self-harm; 0 where there is none, or no answer."""
    return (answers[form.risk_item - 1] or 0) if form.risk_item else 0
