"""The addresses of the desk."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from rung.accounts.admin import stepup
from rung.clients import selectors as clients
from rung.common import clock
from rung.pipelines.admin.pages import Pages, clinician_of, refusals_become_messages, uuid_or_404
from rung.pipelines.admin.rights import accounting, acts, forms, shown
from rung.rights import selectors, services
from rung.rights.enums import DenialReason, RecordKind, RightsKind

NAME = "rights_rightsrequest"


class RightsPages(Pages):
    """Requests of the clinician's clients."""

    def get_urls(self) -> list[URLPattern]:
        """Add the acts, and the page of one client, to the admin's addresses."""
        site, one = self.admin_site, "client/<uuid:client_id>"
        ours = [
            path(f"{one}/change/", site.admin_view(require_GET(self.of_client)), name=f"{NAME}_of_client"),
            path(f"{one}/receive/", site.admin_view(require_POST(self.receive)), name=f"{NAME}_receive"),
            path(f"{one}/disclose/", site.admin_view(require_POST(self.disclose)), name=f"{NAME}_disclose"),
            path(f"{one}/copy/", site.admin_view(require_POST(self.copy)), name=f"{NAME}_copy"),
            path(f"{one}/csv/", site.admin_view(require_GET(self.csv)), name=f"{NAME}_csv"),
            path("<uuid:request_id>/act/", site.admin_view(require_POST(self.act)), name=f"{NAME}_act"),
        ]
        return [*ours, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """List what is open, overdue first."""
        rows = shown.desk(clinician_of(request), at=clock.now())
        return self.page(request, "rung/rights_desk.html", title="Rights desk", rows=rows)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        """A request starts from its client."""
        messages.info(request, "Choose the client first; requests are received on their page of rights.")
        return HttpResponseRedirect(reverse("admin:clients_client_changelist"))

    @refusals_become_messages
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: object = None
    ) -> HttpResponse:
        """Show one request."""
        page = shown.request(uuid_or_404(object_id), by=clinician_of(request), at=clock.now())
        return self.page(
            request, "rung/rights_request.html", title=page.row.kind, page=page, reasons=DenialReason.choices
        )

    @refusals_become_messages
    def act(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        """Extend, answer, deny, dispute or take back, as the pressed button says."""
        said = acts.act(request.POST, request_id, by=clinician_of(request), at=clock.now())
        messages.success(request, said)
        return HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[request_id]))

    @refusals_become_messages
    def of_client(self, request: HttpRequest, client_id: UUID) -> HttpResponse:
        """Show a client's requests and disclosures, and what can be done."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, client_id)
        page = shown.of_client(client, by=by, at=at)
        today = {"received_on": at.date(), "disclosed_on": at.date()}
        asking, copying = forms.NewRequest(initial=today), forms.NewCopy()
        asking.offer(forms.records_of(client, by=by))
        copying.offer((str(r.id), f"{r.kind}, due {r.due_on:%Y-%m-%d}") for r in page.requests if _is_access(r))
        giving = forms.NewDisclosure(initial=today, auto_id="given_%s")
        return self.page(
            request,
            "rung/rights_client.html",
            title=page.name,
            page=page,
            asking=asking,
            copying=copying,
            giving=giving,
        )

    @refusals_become_messages
    def receive(self, request: HttpRequest, client_id: UUID) -> HttpResponse:
        """Note what a client asked for."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, client_id)
        form = forms.NewRequest(request.POST)
        form.offer(forms.records_of(client, by=by))
        if not form.is_valid():
            return _unclear(request, client_id)
        made = services.receive_request(form.asked(), client=client, by=by, at=at)
        messages.success(request, "The request was received; its clock runs.")
        return HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[made.id]))

    @refusals_become_messages
    def disclose(self, request: HttpRequest, client_id: UUID) -> HttpResponse:
        """Note what was given to somebody."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, client_id)
        form = forms.NewDisclosure(request.POST)
        if not form.is_valid():
            return _unclear(request, client_id)
        services.note_disclosure(form.disclosed(), client=client, by=by, at=at)
        messages.success(request, "The disclosure was noted.")
        return _to_client(client_id)

    @refusals_become_messages
    def copy(self, request: HttpRequest, client_id: UUID) -> HttpResponseBase:
        """Make a copy of the record for the client, and send it."""
        if not stepup.is_recent(request):
            return stepup.ask(request)
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, client_id)
        chosen = frozenset(RecordKind(kind) for kind in request.POST.getlist("contents") if kind in RecordKind.values)
        named = request.POST.get("request", "")
        asked = selectors.client_request_of(by, client, uuid_or_404(named) if named else None)
        made = services.export_record(client=client, chosen=chosen | {RecordKind.SESSION}, request=asked, by=by, at=at)
        return FileResponse(made.stream, as_attachment=True, filename=made.file_name, content_type="application/zip")

    @refusals_become_messages
    def csv(self, request: HttpRequest, client_id: UUID) -> HttpResponse:
        """Send six years of disclosures as a table."""
        by, at = clinician_of(request), clock.now()
        page = shown.of_client(clients.client_of(by, client_id), by=by, at=at)
        name = f"accounting-{at:%Y-%m-%d}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(
            accounting.as_csv(page.disclosures), content_type="text/csv; charset=utf-8", headers=headers
        )


def _is_access(row: shown.ShownRow) -> bool:
    return row.is_open and row.kind == RightsKind.ACCESS.label


def _unclear(request: HttpRequest, client_id: UUID) -> HttpResponse:
    messages.error(request, "Something is missing or is no date. Nothing was changed; your text is still here.")
    return _to_client(client_id)


def _to_client(client_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"admin:{NAME}_of_client", args=[client_id]))
