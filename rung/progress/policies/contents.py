"""Whether what a measure says fits what it is measured with."""

import math

from rung.progress.errors import AnswersWrong, MeasureUnnamed, ScaleWrong
from rung.progress.policies import forms, scoring
from rung.progress.schemas import MeasureContent, Scale


def check_fits(instrument: str, content: MeasureContent) -> None:
    """Refuse a form with a score of its own, and a score with answers.

    Raises:
        AnswersWrong, NothingAnswered: of a form.
        ScaleWrong, MeasureUnnamed: of a measure known by its score.
    """
    if instrument in forms.NAMES:
        if content.scale is not None:
            raise AnswersWrong
        scoring.check_are_answers(forms.form_of(instrument), content.answers, content.difficulty)
    elif content.scale is None or content.answers or content.difficulty is not None:
        raise ScaleWrong
    else:
        _check_scale(content.scale)


def _check_scale(scale: Scale) -> None:
    if not scale.name.strip():
        raise MeasureUnnamed
    is_finite = all(math.isfinite(number) for number in (scale.score, scale.lowest, scale.highest))
    if not (is_finite and scale.lowest < scale.highest and scale.lowest <= scale.score <= scale.highest):
        raise ScaleWrong
