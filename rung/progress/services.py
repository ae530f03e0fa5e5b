"""Keep a measure; an answer about death or self-harm opens a risk review in the same transaction."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients import selectors as clients
from rung.clients.models import Client
from rung.common import jsonkit
from rung.progress.enums import FilledBy, Instrument
from rung.progress.errors import MeasureDayWrong, OtherClientsSession
from rung.progress.models import Measure
from rung.progress.policies import contents, forms, risk, scoring
from rung.progress.schemas import MeasureContent
from rung.sessions import selectors as sessions
from rung.sessions import services as session_services
from rung.sessions.errors import SessionNotFound
from rung.sessions.models import TherapySession

__all__ = ["Taken", "keep_measure"]

MIDNIGHTS = timedelta(days=1)  # the practice's midnight is not that of UTC


@dataclass(frozen=True, slots=True)
class Taken:
    """When a measure was taken, who answered, and in which session, if in one."""

    on: date
    filled_by: FilledBy = FilledBy.CLIENT
    session_id: UUID | None = None


@transaction.atomic
def keep_measure(
    content: MeasureContent, *, instrument: Instrument, taken: Taken, client: Client, by: Clinician, at: datetime
) -> Measure:
    """Keep one measure, with the risk review that its answers ask for; a form with a gap is kept without a total.

    Raises:
        ClientNotFound, OnlyReading: not the clinician's client.
        AnswersWrong, NothingAnswered, ScaleWrong, MeasureUnnamed: what it says does not fit the form.
        MeasureDayWrong: the day is to come.
        OtherClientsSession: the session is not one with this client.
    """
    client_policies.check_is_client_of(client, by)
    clients.held_client_of(by, client.id)  # one writer at a time, and none beside an erasure
    contents.check_fits(instrument, content)
    if taken.on > at.date() + MIDNIGHTS:
        raise MeasureDayWrong
    session = _session(taken.session_id, client, by)
    measure = Measure(
        client=client,
        session=session,
        instrument=instrument,
        taken_on=taken.on,
        filled_by=taken.filled_by,
        content=jsonkit.dump(content),
        written_by=by,
        created_at=at,
    )
    measure.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("measure", measure.id, client.id))
    _open_review(measure, content, by=by, at=at)
    return measure


def _open_review(measure: Measure, content: MeasureContent, *, by: Clinician, at: datetime) -> None:
    """Open a review where the answers ask for one: on the session, the nearest one, or about the client alone."""
    if measure.instrument == Instrument.OTHER:
        return
    form = forms.form_of(measure.instrument)
    answer = scoring.risk_answer_of(form, content.answers)
    if not risk.opens_review(answer):
        return
    reason = risk.reason_of(form, answer, measure.taken_on)
    session = measure.session or _nearest(measure.client, by, at)
    if session is not None:
        session_services.open_review(session=session, reason=reason, level=risk.LEVEL, by=by, at=at)
    else:
        session_services.open_client_review(client=measure.client, reason=reason, level=risk.LEVEL, by=by, at=at)


def _session(session_id: UUID | None, client: Client, by: Clinician) -> TherapySession | None:
    if session_id is None:
        return None
    try:
        found = sessions.session_of(by, session_id)
    except SessionNotFound as missing:
        raise OtherClientsSession from missing
    if found.client_id != client.id:
        raise OtherClientsSession
    return found


def _nearest(client: Client, by: Clinician, at: datetime) -> TherapySession | None:
    """Return the last session that began, else the next one."""
    held = sessions.sessions_with(by, client)
    return held.filter(starts_at__lte=at).first() or held.order_by("starts_at").first()
