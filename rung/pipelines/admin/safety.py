"""The safety plan on screen: its six steps to write, its versions, and the page for the client."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies, services
from rung.clients.enums import TRANSITIONS, Country, PlanStatus
from rung.clients.errors import PlanAgreed, PlanChanged, PlanDayWrong, PlanEmpty, PlanNotFound
from rung.clients.models import Client, SafetyPlan
from rung.clients.policies import crisis
from rung.clients.schemas import PlanSteps
from rung.clients.selectors import safety
from rung.pipelines.admin.forms import PlanAgreement, PlanText

# Stanley B, Brown GK. Safety Planning Intervention. Cognitive and Behavioral Practice 2012;19:256-264.
STEPS = (
    ("warning_signs", "Warning signs", "Thoughts, images, moods, situations or behavior that say a crisis may come."),
    ("coping", "What I can do by myself", "Things that take the mind off it without anybody else."),
    (
        "distraction",
        "People and places that distract",
        "Company and settings that help, without speaking of the crisis.",
    ),
    ("people", "People I can ask for help", "Family or friends who may know, with their numbers."),
    ("professionals", "Professionals and agencies to call", "Clinicians, urgent care, with numbers and hours."),
    ("safe_place", "Making the place safe", "How to keep means out of reach, who helps, until when."),
)
SHOWN_HERE = (PlanAgreed, PlanChanged, PlanDayWrong, PlanEmpty)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step with its lines."""

    name: str
    title: str
    hint: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one text to edit."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """An earlier version of the plan."""

    number: int
    status: str
    agreed_on: date | None
    at: datetime
    who: str
    steps: tuple[ShownStep, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the page of a safety plan shows, and the page for the client."""

    id: UUID
    client: str
    first_name: str
    plan_id: UUID | None
    number: int
    next_number: int
    status: str
    is_agreed: bool
    is_agreed_older: int  # the number of an older version that still holds, 0 for none
    may_agree: bool
    agreed_on: date | None
    country: str
    countries: tuple[tuple[str, str], ...]
    steps: tuple[ShownStep, ...]
    versions: tuple[ShownVersion, ...]
    crisis: crisis.Resources
    may_change: bool
    today: date


def shown(client: Client, *, by: Clinician, at: datetime) -> PlanPage:
    """Return the newest version of a client's plan, and the earlier ones."""
    plans = list(safety.plans_of(client))
    return _page(client, plans[0] if plans else None, plans[1:], by=by, at=at)


def shown_to_client(client: Client, *, by: Clinician, at: datetime) -> PlanPage:
    """Return the plan to hand out: the agreed one, the newest draft without one.

    Raises:
        PlanNotFound: none was written.
    """
    plans = list(safety.plans_of(client))
    if not plans:
        raise PlanNotFound
    agreed = next((plan for plan in plans if plan.status == PlanStatus.AGREED), plans[0])
    return _page(client, agreed, [], by=by, at=at)


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
    except SHOWN_HERE as refusal:
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


def _page(
    client: Client, plan: SafetyPlan | None, earlier: list[SafetyPlan], *, by: Clinician, at: datetime
) -> PlanPage:
    country = plan.country if plan else crisis.DEFAULT
    older = next((one.number for one in earlier if one.status == PlanStatus.AGREED), 0)
    with audit.access(by=by, at=at, subject=audit.Subject("safety_plan", plan.id if plan else None, client.id)):
        return PlanPage(
            id=client.id,
            client=client.full_name(),
            first_name=client.first_name,
            plan_id=plan.id if plan else None,
            number=plan.number if plan else 0,
            next_number=plan.number + 1 if plan else 1,
            status=str(PlanStatus(plan.status).label) if plan else "",
            is_agreed=plan is not None and plan.status == PlanStatus.AGREED,
            is_agreed_older=older,
            may_agree=plan is not None and PlanStatus.AGREED in TRANSITIONS[plan.status],
            agreed_on=plan.agreed_on if plan else None,
            country=country,
            countries=tuple((value, str(label)) for value, label in Country.choices),
            steps=_steps(safety.steps_of(plan) if plan else PlanSteps()),
            versions=tuple(_version(one) for one in earlier),
            crisis=crisis.resources_for(country),
            may_change=policies.is_client_of(client, by),
            today=at.date(),
        )


def _version(plan: SafetyPlan) -> ShownVersion:
    steps = _steps(safety.steps_of(plan))
    status = str(PlanStatus(plan.status).label)
    return ShownVersion(plan.number, status, plan.agreed_on, plan.created_at, plan.written_by.name, steps)


def _steps(said: PlanSteps) -> tuple[ShownStep, ...]:
    lines = asdict(said)
    return tuple(ShownStep(name, title, hint, tuple(lines[name])) for name, title, hint in STEPS)
