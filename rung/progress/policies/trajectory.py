"""Where things go, only where no single score decides it.

A verdict holds when the same rule gives it with all scores and with any one of
them left out. From that follows, for every series: a missing score turns no
verdict into another; at most into "not enough to say yet". More is not to be
had: a rule that no missing score could ever change would answer the same
whatever the scores are, because any series leads to any other one score at a
time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rung.progress.policies import forms, signals
from rung.progress.policies.signals import Around, Direction, Signal

type Series = Mapping[str, tuple[int, ...]]  # by the form's name, oldest first


class Verdict(StrEnum):
    """What the signals come to."""

    IMPROVING = "improving"
    STABLE = "stable"
    NEEDS_ATTENTION = "needs_attention"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A verdict with everything that led to it."""

    verdict: Verdict
    why: str
    signals: tuple[Signal, ...]


WHY = {
    Verdict.IMPROVING: "A measure fell reliably, and nothing below points the other way.",
    Verdict.STABLE: "Nothing that decides moved reliably.",
    Verdict.NEEDS_ATTENTION: "At least one signal that decides got worse, or waits for you.",
    Verdict.NOT_YET: "Too few scores to say where this goes.",
}
ONE_DECIDES = "With one score less the answer would be another, so there is none yet. The next scores will tell."


def trajectory_of(series: Series, known: Around) -> Trajectory:
    """Return the verdict that all scores give, and that any one of them left out gives, too."""
    said = list(signals.around(known))
    whole = _verdict(series, said)
    is_one_enough = any(_verdict(fewer, said) != whole for fewer in _with_one_less(series))
    verdict = Verdict.NOT_YET if is_one_enough else whole
    shown = [signal for name, scores in series.items() for signal in _about(name, scores)]
    return Trajectory(verdict, ONE_DECIDES if is_one_enough else WHY[verdict], (*shown, *said))


def _verdict(series: Series, said: list[Signal]) -> Verdict:
    measured = {signals.of_scores(forms.form_of(name), scores).direction for name, scores in series.items()}
    if Direction.WORSE in measured or any(one.direction == Direction.WORSE and one.decides for one in said):
        return Verdict.NEEDS_ATTENTION
    if Direction.BETTER in measured:
        return Verdict.IMPROVING
    return Verdict.STABLE if Direction.SAME in measured else Verdict.NOT_YET


def _with_one_less(series: Series) -> Iterator[Series]:
    """Yield the series without each score that is, or would come, within the window."""
    for name, scores in series.items():
        for place in range(max(0, len(scores) - signals.WINDOW - 1), len(scores)):
            yield {**series, name: scores[:place] + scores[place + 1 :]}


def _about(name: str, scores: tuple[int, ...]) -> list[Signal]:
    form = forms.form_of(name)
    found = (signals.of_scores(form, scores), signals.of_last_score(form, scores), signals.of_band(form, scores))
    return [signal for signal in found if signal is not None] if scores else []
