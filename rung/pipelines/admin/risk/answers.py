"""Acts on a concern from its form; a refusal is shown there, where the words still stand."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.pipelines.admin.forms import ConcernAnswer
from rung.sessions import services
from rung.sessions.enums import RiskActKind
from rung.sessions.errors import (
    ActOutOfTurn,
    ConcernChanged,
    NoteMissing,
    RecipientMissing,
    RecordNotFound,
    WordsUnseen,
)
from rung.sessions.models import RiskConcern
from rung.sessions.selectors import risk as selectors

type Answer = Callable[..., RiskConcern]
ACTS: dict[str, Answer] = {
    RiskActKind.ACKNOWLEDGED: services.acknowledge_concern,
    RiskActKind.ESCALATED: services.escalate_concern,
    RiskActKind.REASSESSED: services.reassess_concern,
    RiskActKind.RESOLVED: services.resolve_concern,
}
SAID = {
    RiskActKind.ACKNOWLEDGED: "Acknowledged. It stays in the record; look at it again within a week.",
    RiskActKind.ESCALATED: "Noted to whom it was handed on. It stays yours until it is resolved.",
    RiskActKind.REASSESSED: "Noted. Look at it again within a week.",
    RiskActKind.RESOLVED: "Resolved. New signs open it again.",
}


def act(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> HttpResponse:
    """Do what the pressed button says.

    Raises:
        RecordNotFound: the form names no concern of this client.
        OnlyReading: to a supervisor.
    """
    form = ConcernAnswer(request.POST)
    if not form.is_valid():
        raise RecordNotFound
    sent = form.cleaned_data
    if selectors.concern_of(by, sent["concern"]).client_id != client.id:
        raise RecordNotFound
    answer = partial(ACTS[sent["act"]], concern_id=sent["concern"], version=sent["version"], by=by, at=at)
    extra = {"recipient": sent["recipient"]} if sent["act"] == RiskActKind.ESCALATED else {}
    try:
        answer(words=sent["words"], **extra)
    except (ActOutOfTurn, ConcernChanged, NoteMissing, RecipientMissing, WordsUnseen) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, SAID[RiskActKind(sent["act"])])
    return HttpResponseRedirect(f"{request.path}#c{sent['concern']}")
