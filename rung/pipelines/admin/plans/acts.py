"""Save a version of a safety plan from its form, or note that the client agreed."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rung.accounts.models import Clinician
from rung.clients import services
from rung.clients.enums import Country
from rung.clients.errors import PlanAgreed, PlanChanged, PlanDayWrong, PlanEmpty, PlanNotFound
from rung.clients.models import Client
from rung.clients.schemas import PlanSteps
from rung.clients.selectors import safety
from rung.pipelines.admin.forms import PlanAgreement, PlanText
from rung.pipelines.admin.plans.steps import STEPS


def act(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> HttpResponse:
    """Save a version, or note that the client agreed; a refusal is shown where the text still stands.

    Raises:
        OnlyReading: to a supervisor.
        PlanNotFound: the form names no plan of this client.
    """
    try:
        if request.POST.get("act") == "agree":
            _agree(request, client, by=by, at=at)
        else:
            _save(request, client, by=by, at=at)
    except (PlanAgreed, PlanChanged, PlanDayWrong, PlanEmpty) as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(request.path)


def _save(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> None:
    form = PlanText(request.POST)
    if not form.is_valid():
        raise PlanEmpty
    steps = PlanSteps(**{name: form.lines_of(name) for name, _, _ in STEPS})
    country, number = Country(form.cleaned_data["country"]), form.cleaned_data["number"]
    services.save_safety_plan(client=client, steps=steps, country=country, number=number, by=by, at=at)
    messages.success(request, "Saved as a draft. The version before is kept.")


def _agree(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> None:
    form = PlanAgreement(request.POST)
    if not form.is_valid():
        raise PlanDayWrong
    plan = safety.plan_of(by, form.cleaned_data["plan"])
    if plan.client_id != client.id:
        raise PlanNotFound
    services.agree_safety_plan(plan_id=plan.id, agreed_on=form.cleaned_data["agreed_on"], by=by, at=at)
    messages.success(request, "The agreement was noted. Print the page for the client.")
