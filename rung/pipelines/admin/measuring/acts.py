"""Keep a measure from the page; a refusal is shown beside what was filled in."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest

from rung.accounts.models import Clinician
from rung.clients import policies as client_policies
from rung.clients.models import Client
from rung.pipelines.admin.measuring.forms import KINDS, AnswersForm, Choices, ScoreForm, SomeForm
from rung.progress import services
from rung.progress.errors import MeasureUnfit
from rung.progress.policies import risk, scoring
from rung.sessions import selectors as sessions

LISTED = 20  # sessions to choose from, the latest
KEPT = "Kept."
REVIEW_OPENED = "Kept. Item 9 was answered, so a risk review was opened: please look at it now."


def forms_for(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> list[SomeForm]:
    """Return the forms to show, as they were filled in where one was refused; none where a measure was kept.

    Raises:
        ClientNotFound, OnlyReading: something was sent about somebody who is not the clinician's client.
    """
    wanted = request.POST.get("act") if request.method == "POST" else None
    if wanted is not None:
        client_policies.check_is_client_of(client, by)
    choices = _sessions(client, by)
    found = [_form(kind, request, wanted, choices, at.date()) for kind in KINDS]
    sent = next((form for form in found if form.is_bound), None)
    return [] if sent is not None and _is_kept(request, sent, client, by=by, at=at) else found


def _form(
    kind: type[AnswersForm] | type[ScoreForm], request: HttpRequest, wanted: str | None, choices: Choices, today: date
) -> SomeForm:
    return kind(request.POST if kind.instrument == wanted else None, sessions=choices, today=today)


def _is_kept(request: HttpRequest, form: SomeForm, client: Client, *, by: Clinician, at: datetime) -> bool:
    if not form.is_valid():
        return False
    content = form.content()
    try:
        services.keep_measure(content, instrument=form.instrument, taken=form.taken(), client=client, by=by, at=at)
    except MeasureUnfit as refusal:
        form.add_error(None, str(refusal))
        return False
    answer = scoring.risk_answer_of(form.published, content.answers) if form.published else 0
    if risk.opens_review(answer):
        messages.warning(request, REVIEW_OPENED)
    else:
        messages.success(request, KEPT)
    return True


def _sessions(client: Client, by: Clinician) -> Choices:
    held = sessions.sessions_with(by, client).values_list("pk", "starts_at")[:LISTED]
    return [(str(pk), f"{starts_at.day} {starts_at:%b %Y, %H:%M} UTC") for pk, starts_at in held]
