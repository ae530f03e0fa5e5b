"""Measures of a client, and what was answered in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client, readable
from rung.common import jsonkit
from rung.progress.enums import Instrument
from rung.progress.models import Measure
from rung.progress.policies import forms, scoring
from rung.progress.schemas import MeasureContent


@dataclass(frozen=True, slots=True)
class Opened:
    """A measure with what it says; a form with a gap has no total and no band."""

    row: Measure
    content: MeasureContent
    total: int | None = None
    band: str = ""


def measures_of(clinician: Clinician, client: Client) -> models.QuerySet[Measure]:
    """Return the measures of a client that the clinician may read, latest first."""
    return Measure.objects.filter(readable(clinician, "client__"), client=client).select_related("written_by")


def opened(row: Measure) -> Opened:
    """Return a measure with its answers and total; needs a declared access."""
    content = jsonkit.load(MeasureContent, row.content)
    if row.instrument == Instrument.OTHER:
        return Opened(row, content)
    form = forms.form_of(row.instrument)
    total = scoring.known_total_of(form, content.answers)
    return Opened(row, content, total, "" if total is None else scoring.band_of(form, total).title)


def series_in(measures: Iterable[Opened]) -> dict[str, tuple[int, ...]]:
    """Return the totals of each form, in the order given: oldest first, for a trajectory."""
    held = list(measures)
    return {
        name: tuple(one.total for one in held if one.row.instrument == name and one.total is not None)
        for name in forms.NAMES
    }
