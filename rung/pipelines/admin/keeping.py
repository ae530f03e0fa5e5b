"""How long a client's record is kept: the states' time, legal holds, the substance use tag, erasure."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients import selectors as clients
from rung.clients import services as client_services
from rung.clients.models import Client
from rung.clients.policies import retention
from rung.clients.policies.rules import Retention
from rung.pipelines import services
from rung.pipelines.admin.forms import ErasureForm, HoldForm
from rung.pipelines.services import lineage
from rung.pipelines.services.erasure import Wish
from rung.sessions import services as session_services


@dataclass(frozen=True, slots=True)
class ShownHold:
    """A legal hold with its reasons."""

    id: UUID
    set_by: str
    set_at: datetime
    reason: str
    lifted_by: str
    lifted_at: datetime | None
    lifted_because: str


@dataclass(frozen=True, slots=True)
class KeepingPage:
    """Everything the page shows; whoever only reads it gets no buttons."""

    id: UUID
    may_change: bool
    name: str
    is_part2: bool
    holds: tuple[ShownHold, ...]
    is_held: bool
    kept: Retention
    kept_until: date | None
    may_go: bool


def shown(client: Client, *, by: Clinician, at: datetime) -> KeepingPage:
    """Return the page of a client; the reasons of holds are an audited read."""
    rules, last = clients.rules_of(client), lineage.last_service_of(client, at)
    until = retention.kept_until(last.date() if last else None, rules)
    with audit.access(by=by, at=at, subject=audit.Subject("client", client.id, client.id)):
        holds = tuple(
            ShownHold(
                id=hold.id,
                set_by=hold.set_by.name,
                set_at=hold.created_at,
                reason=hold.reason,
                lifted_by=hold.lifted_by.name if hold.lifted_by else "",
                lifted_at=hold.lifted_at,
                lifted_because=hold.lifted_because or "",
            )
            for hold in clients.holds_of(client)
        )
        name = client.full_name()
    is_held = any(hold.lifted_at is None for hold in holds)
    may_go = not is_held and (until is None or at.date() > until)
    mine = client_policies.is_client_of(client, by)
    return KeepingPage(client.id, mine, name, client.is_part2, holds, is_held, rules.retention(), until, may_go)


def act(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> HttpResponse:
    """Tag, hold, lift or erase, as the pressed button says."""
    wanted = request.POST.get("act", "")
    if wanted == "erase":
        return _erase(request, client, by=by, at=at)
    if wanted == "part2":
        session_services.tag_client_part2(client=client, by=by, at=at)
        messages.success(request, "Tagged, with everything made so far and from now on. Copies carry the notice.")
    elif wanted in {"hold", "lift"}:
        _hold(request, client, by=by, at=at)
    return HttpResponseRedirect(request.path)


def _hold(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> None:
    form = HoldForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why. Nothing was changed.")
    elif form.cleaned_data["hold"]:
        client_services.lift_hold(hold_id=form.cleaned_data["hold"], reason=form.cleaned_data["reason"], by=by, at=at)
        messages.success(request, "The hold is lifted; its row stays.")
    else:
        client_services.set_hold(client=client, reason=form.cleaned_data["reason"], by=by, at=at)
        messages.success(request, "On hold: nothing of this client is purged or erased.")


def _erase(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> HttpResponse:
    form = ErasureForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose the reason and type the client's name. Nothing was erased.")
        return HttpResponseRedirect(request.path)
    wish = Wish(form.reason(), form.cleaned_data["typed_name"])
    certificate = services.erase_client(client=client, wish=wish, by=by, at=at)
    messages.success(request, "Erased. Print the certificate, or find it again under Clients.")
    return HttpResponseRedirect(reverse("admin:pipelines_erasurecertificate_change", args=[certificate.id]))
