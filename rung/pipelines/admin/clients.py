"""Clients: the list, a new client, one client with their sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.clients import services as client_services
from rung.common import clock
from rung.pipelines.admin import today
from rung.pipelines.admin.forms import NewClient, NewSession
from rung.pipelines.admin.pages import Pages, clinician_of, refusals_become_messages
from rung.sessions import selectors as sessions
from rung.sessions import services as session_services

LIMIT = 200


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client in the list."""

    id: UUID
    name: str
    since: datetime


class ClientPages(Pages):
    """The clinician's clients."""

    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """List the clients by name; the names shown are audited reads."""
        by, at = clinician_of(request), clock.now()
        found = list(clients.clients_of(by)[:LIMIT])
        with audit.access_to_many(by=by, at=at, kind="client", client_ids=[c.id for c in found]):
            rows = sorted((ClientRow(c.id, c.full_name(), c.created_at) for c in found), key=lambda row: row.name)
        return self.page(request, "rung/clients.html", title="Clients", rows=rows)

    @refusals_become_messages
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        """Open a record for a new client."""
        form = NewClient(request.POST or None)
        if request.method == "POST" and form.is_valid():
            client = client_services.add_client(by=clinician_of(request), at=clock.now(), **form.cleaned_data)
            messages.success(request, "The client was added. Add a session next.")
            return HttpResponseRedirect(reverse("admin:clients_client_change", args=[client.id]))
        return self.page(request, "rung/client_new.html", title="New client", form=form)

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
        held = list(sessions.sessions_of(by).filter(client=client)[:LIMIT])
        rows = today.rows_of(held, clinician=by, at=at)
        with audit.access(by=by, at=at, subject=audit.Subject("client", client.id, client.id)):
            name = client.full_name()
        return self.page(request, "rung/client.html", title=name, name=name, rows=rows, form=form)


def uuid_or_404(text: str) -> UUID:
    """Return the id in an address, or answer as for a missing one."""
    try:
        return UUID(unquote(text))
    except ValueError as broken:
        raise Http404 from broken
