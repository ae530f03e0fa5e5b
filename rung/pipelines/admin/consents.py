"""A client's consents on screen: what is in force, what is missing, the texts, giving and taking back."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rung.accounts.enums import State
from rung.accounts.models import Clinician
from rung.clients import policies as client_policies
from rung.clients import selectors
from rung.clients import services as client_services
from rung.clients.enums import Method, Modality, Purpose, Standing
from rung.clients.models import Client, Consent
from rung.clients.policies import consent as policies
from rung.clients.policies import texts
from rung.clients.policies.rules import Demand, RulePack, Rules
from rung.clients.services.consents import ASKED_AT_ONCE, Scope
from rung.pipelines import services
from rung.pipelines.admin import words
from rung.pipelines.admin.forms import ConsentAnswer
from rung.sessions.models import TherapySession


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One purpose: where the client stands with it, and what they are shown."""

    purpose: str
    title: str
    standing: str
    standing_title: str
    shown: texts.Shown
    is_verbal_enough: bool
    given: Consent | None

    @property
    def is_asked_at_once(self) -> bool:
        """Whether it is asked when a client is added: without it no recording becomes a guide."""
        return self.purpose in ASKED_AT_ONCE

    @property
    def is_in_force(self) -> bool:
        """Whether it may be relied on now."""
        return self.standing == Standing.IN_FORCE


@dataclass(frozen=True, slots=True)
class Meeting:
    """One way of meeting, as a tab."""

    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """Everything the consent page shows; whoever only reads it gets no buttons."""

    id: UUID
    may_change: bool
    state: str
    states: tuple[tuple[str, str], ...]
    meetings: tuple[Meeting, ...]
    modality: str
    rows: tuple[ConsentRow, ...]
    packs: tuple[RulePack, ...]
    demands: tuple[tuple[Demand, str], ...]
    history: tuple[Consent, ...]

    @property
    def is_all_in_force(self) -> bool:
        """Whether nothing is left to ask."""
        return all(row.is_in_force for row in self.rows)


def rows_of(rules: Rules, consents: list[Consent], *, modality: Modality, at: datetime) -> tuple[ConsentRow, ...]:
    """Return every purpose with its standing for one way of meeting."""
    return tuple(_row(purpose, rules, consents, modality, at) for purpose in Purpose)


def page_of(client: Client, *, by: Clinician, modality: Modality, at: datetime) -> ConsentPage:
    """Return a client's consent page for one way of meeting; no sealed value is opened."""
    rules, consents = selectors.rules_of(client), list(selectors.consents_of(client).select_related("recorded_by"))
    return ConsentPage(
        id=client.id,
        may_change=client_policies.is_client_of(client, by),
        state=client.state,
        states=(("", "As the practice, or without own rules"), *((s.value, s.label) for s in State)),
        meetings=tuple(Meeting(m.value, m.label, m is modality) for m in Modality),
        modality=modality.value,
        rows=rows_of(rules, consents, modality=modality, at=at),
        packs=rules.packs,
        demands=tuple((demand, words.HOW_MET[demand.kind]) for pack in rules.packs for demand in pack.demands),
        history=tuple(consents),
    )


def missing_for(session: TherapySession, *, at: datetime) -> tuple[ConsentRow, ...]:
    """Return what a session still needs before a recording can become a brief, and the brief a guide."""
    client = session.client
    rows = rows_of(
        selectors.rules_of(client), list(selectors.consents_of(client)), modality=Modality(session.modality), at=at
    )
    return tuple(row for row in rows if row.is_asked_at_once and not row.is_in_force)


def modality_in(name: str) -> Modality:
    """Return the way of meeting that an address or a form names; in person, where it names none."""
    return Modality(name) if name in Modality.values else Modality.IN_PERSON


def act(request: HttpRequest, client: Client, *, by: Clinician, at: datetime) -> HttpResponse:
    """Record, take back or move, as the pressed button says."""
    wanted, modality = request.POST.get("act", ""), modality_in(request.POST.get("modality", ""))
    if wanted == "give":
        _give(request, client, modality, by=by, at=at)
    elif wanted == "withdraw":
        _withdraw(request, client, modality, by=by, at=at)
    elif wanted == "state":
        state = request.POST.get("state", "")
        found = State(state) if state in State.values else None
        client_services.place_client(client=client, state=found, by=by, at=at)
        messages.success(request, "Noted. The rules of that state hold now, too.")
    return HttpResponseRedirect(_way_back(request, client, modality))


def _give(request: HttpRequest, client: Client, modality: Modality, *, by: Clinician, at: datetime) -> None:
    form = ConsentAnswer(request.POST, rules=selectors.rules_of(client))
    if not form.is_valid() or not form.agreed():
        said = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(said) or "Tick what the client agreed to. Nothing was recorded.")
        return
    scopes = [Scope(purpose, modality) for purpose in form.agreed()]
    client_services.give_consents(client=client, scopes=scopes, answer=form.answer(), by=by, at=at)
    messages.success(request, "Recorded. The client can take it back at any time.")


def _withdraw(request: HttpRequest, client: Client, modality: Modality, *, by: Clinician, at: datetime) -> None:
    if request.POST.get("sure") != "yes" or request.POST.get("purpose") not in Purpose.values:
        messages.error(request, "Confirm that the client takes this back. Nothing was changed.")
        return
    scope = Scope(Purpose(request.POST["purpose"]), modality)
    services.withdraw_consent(client=client, scope=scope, by=by, at=at)
    messages.success(request, "Withdrawn. Work that needed it has ended, and guides that rest on it are withdrawn.")


def _way_back(request: HttpRequest, client: Client, modality: Modality) -> str:
    with suppress(ValueError):  # no session, or none that is an id
        return reverse("admin:therapy_sessions_therapysession_change", args=[UUID(request.POST.get("session", ""))])
    return reverse("admin:clients_client_consents", args=[client.id]) + f"?meeting={modality.value}"


def _row(purpose: Purpose, rules: Rules, consents: list[Consent], modality: Modality, at: datetime) -> ConsentRow:
    standing = policies.standing(purpose, consents, rules, modality=modality, at=at)
    mine = [c for c in consents if (c.purpose, c.modality) == (purpose, modality)]
    return ConsentRow(
        purpose=purpose.value,
        title=purpose.label,
        standing=standing.value,
        standing_title=standing.label,
        shown=texts.shown_for(purpose, rules),
        is_verbal_enough=Method.VERBAL in rules.methods(purpose),
        given=mine[0] if mine else None,
    )
