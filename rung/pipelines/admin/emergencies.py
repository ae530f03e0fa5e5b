"""Emergency access: a colleague's client is found by exact name and read for an hour; administrators review."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from django import forms
from django.contrib import messages
from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from rung.accounts import policies as accounts
from rung.accounts import selectors as people
from rung.accounts.admin import stepup
from rung.accounts.models import Clinician
from rung.audit import selectors as trail
from rung.audit import services as audit
from rung.clients import selectors, services
from rung.clients.errors import ReviewEmpty
from rung.clients.models import EmergencyAccess
from rung.clients.policies import emergency as policies
from rung.common import clock
from rung.pipelines.admin import words
from rung.pipelines.admin.pages import Pages, View, clinician_of, refusals_become_messages, uuid_or_404

log = structlog.get_logger("rung.pipelines")

SUBJECT = "Rung: a record was opened in an emergency"
LETTER = "{name} opened a record in an emergency at {at:%H:%M} UTC. Review it in Rung, under Emergency access."
SAME_NAME = "More than one person here has that name; ask the practice's administrator to call their clinicians."
LIMIT = 100
NAME = "clients_emergencyaccess"


class Opening(forms.Form):
    """Whose record, and why now."""

    name = forms.CharField(max_length=161, label="The client's full name, exactly")
    reason = forms.CharField(
        max_length=1000,
        label="Why must it be opened now?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="An administrator reads this. Colleague and administrators are told that you opened the record.",
    )


class Review(forms.Form):
    """What the review of one access found."""

    access = forms.UUIDField()
    finding = forms.CharField(max_length=1000)


@dataclass(frozen=True, slots=True)
class ShownAccess:
    """One access, for whoever opened or reviews it; `reads` are what was opened, in words of ours."""

    id: UUID
    client_id: UUID
    who: str
    created_at: datetime
    expires_at: datetime
    is_open: bool
    reason: str
    reads: tuple[str, ...]
    finding: str
    reviewed_by: str


class EmergencyPages(Pages):
    """Emergency access: opened and ended by who treats, reviewed by who administers."""

    def get_urls(self) -> list[URLPattern]:
        """Add ending and reviewing to the admin's addresses."""
        acts: list[tuple[str, View]] = [("end", require_POST(self.end)), ("review", require_POST(self.review))]
        site = self.admin_site
        ours = [path(f"{act}/", site.admin_view(view), name=f"{NAME}_{act}") for act, view in acts]
        return [*ours, *super().get_urls()]

    @refusals_become_messages
    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """List accesses, with the form to open a record; POST opens it, after a fresh proof of who asks."""
        by, at = clinician_of(request), clock.now()
        form = Opening(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if not stepup.is_recent(request):
                return stepup.ask(request)
            opened = open_record(request, form, by=by, at=at)
            if opened is not None:
                return opened
        shown = accesses_shown(by, at=at)
        is_reviewer = accounts.is_practice_admin(by)
        return self.page(
            request, "rung/emergencies.html", title="Emergency access", rows=shown, form=form, is_reviewer=is_reviewer,
            may_open=by.treats,
        )  # fmt: skip

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        """The list has the form."""
        return HttpResponseRedirect(reverse(f"admin:{NAME}_changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: object = None
    ) -> HttpResponse:
        """There is no page of one access."""
        raise Http404

    @refusals_become_messages
    def end(self, request: HttpRequest) -> HttpResponse:
        """Close a record before its hour is over."""
        access_id = uuid_or_404(request.POST.get("access", ""))
        services.end_emergency(access_id=access_id, by=clinician_of(request), at=clock.now())
        messages.success(request, "Closed. The access stays listed for its review.")
        return HttpResponseRedirect(reverse(f"admin:{NAME}_changelist"))

    @refusals_become_messages
    def review(self, request: HttpRequest) -> HttpResponse:
        """Keep what a review found."""
        form = Review(request.POST)
        if not form.is_valid():
            raise ReviewEmpty
        sent = form.cleaned_data
        services.review_emergency(
            access_id=sent["access"], finding=sent["finding"], by=clinician_of(request), at=clock.now()
        )
        messages.success(request, "Reviewed. What you found stays with the access.")
        return HttpResponseRedirect(reverse(f"admin:{NAME}_changelist"))


def accesses_shown(by: Clinician, *, at: datetime) -> tuple[ShownAccess, ...]:
    """Return the clinician's own accesses, or all of the practice to its administrator."""
    found = selectors.emergencies_in_practice(by) if accounts.is_practice_admin(by) else selectors.emergencies_of(by)
    with audit.access_to_practice(by=by, at=at, subject=audit.Subject("emergency_access")):
        return tuple(_shown(access, at) for access in found[:LIMIT])


def open_record(request: HttpRequest, form: Opening, *, by: Clinician, at: datetime) -> HttpResponse | None:
    """Open the named client's record and go there; None where nobody, or more than one, has that name."""
    entries = list(selectors.directory_of(by, form.cleaned_data["name"])[:2])
    if len(entries) != 1:
        form.add_error("name", "Nobody here has exactly that name." if not entries else SAME_NAME)
        return None
    reason = form.cleaned_data["reason"]
    access = services.open_in_emergency(client_id=entries[0].client_id, reason=reason, by=by, at=at)
    transaction.on_commit(partial(_tell, by, access.created_at))
    messages.warning(
        request, f"Open until {access.expires_at:%H:%M} UTC. Everything you open is recorded and reviewed."
    )
    return HttpResponseRedirect(reverse("admin:clients_client_change", args=[access.client_id]))


def _shown(access: EmergencyAccess, at: datetime) -> ShownAccess:
    return ShownAccess(
        id=access.id,
        client_id=access.client_id,
        who=access.clinician.name,
        created_at=access.created_at,
        expires_at=access.ended_at or access.expires_at,
        is_open=policies.is_open(access, at),
        reason=access.reason or "The record was erased, and this reason with it.",
        reads=_reads(access),
        finding=access.finding or "",
        reviewed_by=access.reviewed_by.name if access.reviewed_by else "",
    )


def _reads(access: EmergencyAccess) -> tuple[str, ...]:
    """Return what was opened, latest first: kinds and times, no content."""
    while_open = trail.Only(access.clinician_id, since=access.created_at, until=access.ended_at or access.expires_at)
    found = trail.events_of(access.client_id, while_open).filter(act=audit.Act.READ)[:LIMIT]
    return tuple(f"{event.at:%H:%M:%S} {words.title_of(event.subject_kind)}" for event in found)


def _tell(by: Clinician, at: datetime) -> None:
    """Tell the practice's administrators; a mail server that is away stops no emergency."""
    addresses = [person.email for person in people.administrators_for(by)]
    try:
        send_mail(SUBJECT, LETTER.format(name=by.name, at=at), None, addresses)
    except OSError:
        log.exception("nobody was told of an emergency access by mail", code="mail_unsent")
