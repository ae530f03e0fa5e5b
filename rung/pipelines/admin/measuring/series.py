"""Measures of one kind, with their chart and what the change is worth."""

from collections.abc import Iterable, Sequence

from rung.pipelines.admin.measuring import charts
from rung.pipelines.admin.measuring.charts import Score
from rung.pipelines.admin.measuring.shapes import MeasureRow, ShownSeries
from rung.progress.enums import FilledBy
from rung.progress.policies import change, forms
from rung.progress.policies.forms import NAMES, Form
from rung.progress.selectors import Opened

LEAST_TO_COMPARE = 2


def series_of(measures: Sequence[Opened]) -> tuple[ShownSeries, ...]:
    """Return what was measured, the forms first; `measures` are oldest first."""
    by_form = ((name, [one for one in measures if one.row.instrument == name]) for name in NAMES)
    scales: dict[tuple[str, float, float], list[Opened]] = {}
    for one in measures:
        if (scale := one.content.scale) is not None:
            scales.setdefault((scale.name.strip(), scale.lowest, scale.highest), []).append(one)
    others = sorted(scales.items(), key=lambda item: item[0])
    return (
        *(_of_form(name, forms.form_of(name), held) for name, held in by_form if held),
        *(_of_scale(f"other-{place}", named, held) for place, (named, held) in enumerate(others)),
    )


def _of_form(key: str, form: Form, held: list[Opened]) -> ShownSeries:
    scores = [Score(one.row.taken_on, one.total) for one in held if one.total is not None]
    drawn = charts.chart_of(scores, lowest=0, highest=form.highest, bands=form.bands) if scores else None
    last = next((one for one in reversed(held) if one.total is not None), None)
    latest = f"{last.total} of {form.highest}: {last.band.lower()}" if last else "no total yet"
    return ShownSeries(
        key=key, title=form.title, about=form.about, latest=latest, change=_change(form, scores),
        source=form.source, chart=drawn, rows=_rows(held, [_total(form, one) for one in held]),
    )  # fmt: skip


def _of_scale(key: str, named: tuple[str, float, float], held: list[Opened]) -> ShownSeries:
    title, lowest, highest = named
    scores = [Score(one.row.taken_on, one.content.scale.score) for one in held if one.content.scale]
    return ShownSeries(
        key=key, title=title, about=f"{lowest:g} to {highest:g}", latest=f"{scores[-1].value:g} of {highest:g}",
        change="", source="", chart=charts.chart_of(scores, lowest=lowest, highest=highest),
        rows=_rows(held, [f"{score.value:g}" for score in scores]),
    )  # fmt: skip


def _total(form: Form, one: Opened) -> str:
    if one.total is not None:
        return str(one.total)
    missing = [str(place) for place, answer in enumerate(one.content.answers, start=1) if answer is None]
    return f"no total: {'item' if len(missing) == 1 else 'items'} {', '.join(missing)} of {len(form.items)} left out"


def _rows(held: Iterable[Opened], scores: Iterable[str]) -> tuple[MeasureRow, ...]:
    rows = [
        MeasureRow(
            on=one.row.taken_on, score=score, band=one.band, filled_by=str(FilledBy(one.row.filled_by).label),
            written_by=one.row.written_by.name, note=one.content.note,
        )
        for one, score in zip(held, scores, strict=True)
    ]  # fmt: skip
    return tuple(reversed(rows))


def _change(form: Form, scores: list[Score]) -> str:
    if len(scores) < LEAST_TO_COMPARE:
        return ""
    found = change.change_between(form, int(scores[0].value), int(scores[-1].value))
    way = "fewer" if found.points < 0 else "more"
    moved = f"{abs(found.points)} {_points(found.points)} {way}" if found.points else "no difference"
    points = change.reliable_points(form.change)
    reliable = "a reliable change" if found.is_reliable else "not a reliable change"
    said = (
        f"From the first score ({found.first}) to the last ({found.last}): {moved}, {reliable}"
        f" ({points} points or more; {change.SOURCE})."
    )
    if found.is_meaningful is None:
        return said
    felt = "At least" if found.is_meaningful else "Fewer than"
    source = form.change.meaningful_source
    return f"{said} {felt} the {form.change.meaningful} points that make a clinical difference ({source})."


def _points(count: int) -> str:
    return "point" if abs(count) == 1 else "points"
