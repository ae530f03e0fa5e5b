"""Scores over time as a drawing: numbers for an SVG, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rung.pipelines.admin.measuring.shapes import Chart, Mark
from rung.progress.policies.forms import Band

WIDTH, HEIGHT = 480, 200
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 30
MOST_DOTS = 60  # beyond, the line says as much


@dataclass(frozen=True, slots=True)
class Score:
    """One score and its day."""

    on: date
    value: float


def chart_of(scores: Sequence[Score], *, lowest: float, highest: float, bands: Sequence[Band] = ()) -> Chart:
    """Return the drawing of at least one score, oldest first."""
    marks = tuple(
        Mark(_across(score.on, scores[0].on, scores[-1].on), _up(score.value, lowest, highest), f"{score.value:g}")
        for score in scores
    )
    lines: list[float] = [band.lowest for band in bands] or [lowest]
    return Chart(
        points=" ".join(f"{mark.x:g},{mark.y:g}" for mark in marks),
        dots=marks if len(marks) <= MOST_DOTS else marks[-1:],
        ticks=tuple(Mark(0, _up(line, lowest, highest), f"{line:g}") for line in (*lines, highest)),
        bands=_boxes(bands, lowest, highest),
        first=_day(scores[0].on),
        last=_day(scores[-1].on),
        described=_described(scores, lowest, highest),
    )


def _across(on: date, first: date, last: date) -> float:
    days = (last - first).days
    part = (on - first).days / days if days else 0.5
    return round(LEFT + part * (WIDTH - LEFT - RIGHT), 1)


def _up(value: float, lowest: float, highest: float) -> float:
    part = (value - lowest) / (highest - lowest)
    return round(HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM), 1)


def _boxes(bands: Sequence[Band], lowest: float, highest: float) -> tuple[Mark, ...]:
    tops = [*(band.lowest for band in bands[1:]), highest]
    found = []
    for shade, (band, top) in enumerate(zip(bands, tops, strict=False)):
        y = _up(top, lowest, highest)
        found.append(Mark(LEFT, y, band.title, height=round(_up(band.lowest, lowest, highest) - y, 1), shade=shade))
    return tuple(found)


def _described(scores: Sequence[Score], lowest: float, highest: float) -> str:
    values = [score.value for score in scores]
    return (
        f"{len(scores)} scores from {_day(scores[0].on)} to {_day(scores[-1].on)} on a scale from {lowest:g} to"
        f" {highest:g}: first {values[0]:g}, last {values[-1]:g}, lowest {min(values):g}, highest {max(values):g}."
    )


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"
