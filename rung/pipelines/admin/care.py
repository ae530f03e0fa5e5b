"""Pages of one client's care: risk, safety plan, reading, progress."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rung.clients import selectors as clients
from rung.common import clock
from rung.pipelines.admin.measuring import acts as measuring_acts
from rung.pipelines.admin.measuring import page as measuring_page
from rung.pipelines.admin.pages import Pages, clinician_of, refusals_become_messages, uuid_or_404
from rung.pipelines.admin.plans import acts as plan_acts
from rung.pipelines.admin.plans import page as plan_page
from rung.pipelines.admin.reading import acts as reading_acts
from rung.pipelines.admin.reading import page as reading_page
from rung.pipelines.admin.risk import answers
from rung.pipelines.admin.risk import page as risk_page


class CarePages(Pages):
    """What is done about one client over time, each on a page of its own."""

    @refusals_become_messages
    def risk(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what was found and done about a client's risk; POST does something."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, uuid_or_404(object_id))
        if request.method == "POST":
            return answers.act(request, client, by=by, at=at)
        return self.page(request, "rung/risk.html", title="Risk", page=risk_page.shown(client, by=by, at=at))

    @refusals_become_messages
    def reading(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the reading list; POST adds to it or changes a line."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, uuid_or_404(object_id))
        if request.method == "POST":
            return reading_acts.act(request, client, by=by, at=at)
        page = reading_page.shown(client, by=by, at=at)
        return self.page(request, "rung/reading.html", title="Reading list", page=page)

    @refusals_become_messages
    def safety(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the safety plan; POST saves a version or notes that the client agreed."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, uuid_or_404(object_id))
        if request.method == "POST":
            return plan_acts.act(request, client, by=by, at=at)
        return self.page(request, "rung/safety.html", title="Safety plan", page=plan_page.shown(client, by=by, at=at))

    @refusals_become_messages
    def safety_print(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the plan as the client gets it, with whom to call."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, uuid_or_404(object_id))
        page = plan_page.shown_to_client(client, by=by, at=at)
        return self.page(request, "rung/safety_print.html", title="Safety plan", page=page)

    @refusals_become_messages
    def progress(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show measures and where they go; POST keeps one."""
        by, at = clinician_of(request), clock.now()
        client = clients.client_of(by, uuid_or_404(object_id))
        forms = measuring_acts.forms_for(request, client, by=by, at=at)
        if not forms:
            return HttpResponseRedirect(request.path)
        page = measuring_page.shown(client, forms, by=by, at=at)
        return self.page(request, "rung/progress.html", title="Progress", page=page)
