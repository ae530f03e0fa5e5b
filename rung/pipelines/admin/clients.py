"""Clients: the list, a new client, one client with their sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies
from rung.clients import selectors as clients
from rung.clients import services as client_services
from rung.clients.enums import Modality
from rung.clients.models import Client
from rung.clients.policies import rules as rule_policies
from rung.common import clock
from rung.pipelines.admin import accesses, consents, keeping, psychotherapy, today
from rung.pipelines.admin.care import CarePages
from rung.pipelines.admin.forms import ConsentAnswer, NameSought, NewClient, NewSession
from rung.pipelines.admin.pages import View, clinician_of, refusals_become_messages, uuid_or_404
from rung.pipelines.admin.risk import rows as risk_rows
from rung.pipelines.enums import ErasureReason
from rung.sessions import selectors as sessions
from rung.sessions import services as session_services

LIMIT = 200
NAME = "clients_client"


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client in the list."""

    id: UUID
    name: str
    since: datetime
    treated_by: str  # empty for the clinician's own


@dataclass(frozen=True, slots=True)
class ClientPage:
    """Whose page it is, and what may be done on it."""

    id: UUID
    may_change: bool


class ClientPages(CarePages):
    """The clinician's clients."""

    def get_urls(self) -> list[URLPattern]:
        """Add the client's other pages to the admin's addresses."""
        acts: list[tuple[str, View]] = [
            ("consents", self.consents),
            ("psychotherapy", self.psychotherapy),
            ("access", require_GET(self.access)),
            ("export", require_POST(self.export)),
            ("keeping", self.keeping),
            ("risk", self.risk),
            ("reading", self.reading),
            ("safety", self.safety),
            ("safetyprint", require_GET(self.safety_print)),
            ("progress", self.progress),
        ]
        site = self.admin_site
        ours = [path(f"<path:object_id>/{act}/", site.admin_view(view), name=f"{NAME}_{act}") for act, view in acts]
        return [*ours, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """List the clients by name; POST finds an exact one. The names shown are audited reads.

        A name sought is never in an address, where a log or a history would keep it.
        """
        by, at = clinician_of(request), clock.now()
        form = NameSought(request.POST or None)
        sought = form.cleaned_data["name"] if request.method == "POST" and form.is_valid() else ""
        found = list(clients.found_by_name(by, sought)[:LIMIT] if sought else _all_of(by))
        with audit.access_to_many(by=by, at=at, kind="client", client_ids=[c.id for c in found]):
            rows = sorted((_row(c, by) for c in found), key=lambda row: row.name)
        return self.page(
            request, "rung/clients.html", title="Clients", rows=rows, form=form, sought=sought, may_add=by.treats
        )

    @refusals_become_messages
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        """Open a record for a new client, with the consents they gave at once."""
        by, at = clinician_of(request), clock.now()
        rules = rule_policies.rules_for(by.practice.state, request.POST.get("state", ""))
        form = NewClient(request.POST or None, rules=rules)
        if request.method == "POST" and form.is_valid():
            sent = form.cleaned_data
            client = client_services.welcome_client(
                first_name=sent["first_name"],
                last_name=sent["last_name"],
                state=sent["state"],
                agreed=form.agreement(),
                by=by,
                at=at,
            )
            messages.success(request, "The client was added. Add a session next.")
            return HttpResponseRedirect(reverse("admin:clients_client_change", args=[client.id]))
        asked = [row for row in consents.rows_of(rules, [], modality=Modality.IN_PERSON, at=at) if row.is_asked_at_once]
        return self.page(request, "rung/client_new.html", title="New client", form=form, asked=asked, packs=rules.packs)

    @refusals_become_messages
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: object = None
    ) -> HttpResponse:
        """Show one client; POST adds a session."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, uuid_or_404(object_id))
        soon = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        form = NewSession(request.POST or None, initial={"starts_at": soon})
        if request.method == "POST" and form.is_valid():
            session = session_services.schedule_session(client=client, by=by, at=at, **form.cleaned_data)
            messages.success(request, "The session was added. Add a recording, a transcript or notes.")
            return HttpResponseRedirect(reverse("admin:therapy_sessions_therapysession_change", args=[session.id]))
        held = list(sessions.sessions_with(by, client)[:LIMIT])
        rows = today.rows_of(held, clinician=by, at=at)
        name = _name_of(client, by=by, at=at)
        shown = ClientPage(client.id, may_change=policies.is_client_of(client, by))
        risk = risk_rows.rows_about(client, by=by, at=at)
        return self.page(
            request, "rung/client.html", title=name, name=name, rows=rows, form=form, page=shown, concerns=risk
        )

    @refusals_become_messages
    def consents(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what the client agreed to; POST records, takes back, or notes where they sit."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, uuid_or_404(object_id))
        if request.method == "POST":
            return consents.act(request, client, by=by, at=at)
        modality = consents.modality_in(request.GET.get("meeting", ""))
        shown = consents.page_of(client, by=by, modality=modality, at=at)
        name = _name_of(client, by=by, at=at)
        form = ConsentAnswer(rules=clients.rules_of(client))
        return self.page(request, "rung/consents.html", title="Consent", name=name, page=shown, form=form)

    @refusals_become_messages
    def keeping(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show how long the record is kept; POST tags, holds, lifts or erases."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, uuid_or_404(object_id))
        if request.method == "POST":
            return keeping.act(request, client, by=by, at=at)
        page = keeping.shown(client, by=by, at=at)
        return self.page(request, "rung/keeping.html", title="Record keeping", page=page, reasons=ErasureReason.choices)

    @refusals_become_messages
    def psychotherapy(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the reader's own psychotherapy notes; POST keeps one."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, uuid_or_404(object_id))
        if request.method == "POST":
            return psychotherapy.act(request, client, by=by, at=at)
        name, notes = _name_of(client, by=by, at=at), psychotherapy.shown(client, by=by, at=at)
        return self.page(
            request, "rung/psychotherapy.html", title="Psychotherapy notes", name=name, notes=notes, client_id=client.id
        )

    @refusals_become_messages
    def access(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show who opened the record."""
        by = clinician_of(request)
        client = clients.client_of(by, uuid_or_404(object_id))
        shown = accesses.shown(client, asked=request.GET.dict(), by=by, at=clock.now())
        return self.page(request, "rung/access.html", title="Who opened this record", page=shown)

    @refusals_become_messages
    def export(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer who opened the record as a file."""
        by = clinician_of(request)
        client = clients.client_of(by, uuid_or_404(object_id))
        sheet = accesses.exported(client, asked=request.POST.dict(), by=by, at=clock.now())
        named = {"Content-Disposition": f'attachment; filename="access-{client.id}.csv"'}
        return HttpResponse(sheet, content_type="text/csv; charset=utf-8", headers=named)


def _all_of(by: Clinician) -> list[Client]:
    own = clients.clients_of(by).select_related("clinician")[:LIMIT]
    return [*own, *clients.supervised_clients_of(by)[:LIMIT]]


def _row(client: Client, by: Clinician) -> ClientRow:
    treated_by = "" if client.clinician_id == by.id else client.clinician.name
    return ClientRow(client.id, client.full_name(), client.created_at, treated_by)


def _name_of(client: Client, *, by: Clinician, at: datetime) -> str:
    with audit.access(by=by, at=at, subject=audit.Subject("client", client.id, client.id)):
        return client.full_name()
