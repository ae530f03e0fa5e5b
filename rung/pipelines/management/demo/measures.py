"""Measures of the demo practice's people, so that their charts show something; nobody answered them."""

from datetime import datetime, timedelta

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.progress import services
from rung.progress.enums import Instrument
from rung.progress.policies import forms
from rung.progress.schemas import MeasureContent, Scale
from rung.progress.services import Taken

EVERY = timedelta(weeks=2)
TOTALS: dict[str, dict[Instrument, tuple[int, ...]]] = {
    "Marlow": {
        Instrument.PHQ9: (19, 18, 19, 16, 15, 13, 12, 9, 8, 7, 8, 6),
        Instrument.GAD7: (14, 15, 13, 13, 11, 10, 10, 8, 7, 7, 5, 6),
    },
    "Juniper": {Instrument.GAD7: (11, 10, 12, 11, 10, 12, 11, 11)},
    "Wren": {Instrument.PHQ9: (9, 10, 8, 11, 12, 15, 17, 18, 19)},
    "Aspen": {Instrument.PHQ9: (13, 12, 12)},
}
HOURS_SLEPT = {"Marlow": (4.5, 5, 5, 6, 6.5, 7)}


def add(client: Client, first_name: str, *, by: Clinician, at: datetime) -> None:
    """Keep the measures of one of the demo's people, the last one today."""
    for instrument, totals in TOTALS.get(first_name, {}).items():
        for ago, total in enumerate(reversed(totals)):
            said = MeasureContent(_answers(instrument, total), difficulty=min(3, total // 7))
            _keep(said, instrument, ago, client, by, at)
    for ago, hours in enumerate(reversed(HOURS_SLEPT.get(first_name, ()))):
        scale = Scale("Hours slept, of a week's mean", hours, 0, 12)
        _keep(MeasureContent(scale=scale), Instrument.OTHER, ago, client, by, at)


def _keep(said: MeasureContent, instrument: Instrument, ago: int, client: Client, by: Clinician, at: datetime) -> None:
    taken = Taken((at - ago * EVERY).date())
    services.keep_measure(said, instrument=instrument, taken=taken, client=client, by=by, at=at)


def _answers(instrument: Instrument, total: int) -> tuple[int, ...]:
    """Spread a total evenly over the items; the one on death and self-harm stays at 0."""
    form = forms.form_of(instrument)
    asked = len(form.items) - bool(form.risk_item)
    part, rest = divmod(total, asked)
    answers = tuple(part + (place < rest) for place in range(asked))
    return (*answers, *([0] if form.risk_item else []))
