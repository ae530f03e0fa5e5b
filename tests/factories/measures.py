"""Measures, made through the services."""

from datetime import date

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.progress import services
from rung.progress.enums import Instrument
from rung.progress.models import Measure
from rung.progress.schemas import MeasureContent, Scale
from rung.progress.services import Taken
from tests.factories.people import NOON

TODAY = NOON.date()


def form(of: Clinician, client: Client, answers: tuple[int | None, ...] = (1,) * 8 + (0,), on: date = TODAY) -> Measure:
    """Return a PHQ-9 of a client, or a GAD-7 where seven answers are given."""
    kind = Instrument.PHQ9 if len(answers) == 9 else Instrument.GAD7
    said = MeasureContent(answers)
    return services.keep_measure(said, instrument=kind, taken=Taken(on), client=client, by=of, at=NOON)


def score(of: Clinician, client: Client, name: str = "Sleep diary", note: str = "") -> Measure:
    """Return a measure known by its score."""
    said = MeasureContent(scale=Scale(name, 3, 0, 10), note=note)
    return services.keep_measure(said, instrument=Instrument.OTHER, taken=Taken(TODAY), client=client, by=of, at=NOON)
