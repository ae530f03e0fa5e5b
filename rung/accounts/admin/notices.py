"""The inbox: what waits for whoever is signed in, in words that are the same for everybody."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from rung.accounts import selectors, services
from rung.accounts.admin.look import clinician_of, surroundings
from rung.accounts.enums import About, NoticeKind
from rung.accounts.errors import NoticeNotFound
from rung.accounts.models import Notice
from rung.common import clock

MOST = 100
SESSION, CLIENT = "admin:therapy_sessions_therapysession", "admin:clients_client"
# Where each kind leads; what is not here leads to the session or client itself.
PAGES = {
    NoticeKind.BRIEF_READY: f"{SESSION}_brief",
    NoticeKind.GUIDE_WAITS: f"{SESSION}_guide",
    NoticeKind.NOTE_UNSIGNED: f"{SESSION}_note",
    NoticeKind.RISK_DUE: f"{CLIENT}_risk",
    NoticeKind.RISK_DUE_SUPERVISED: f"{CLIENT}_risk",
    NoticeKind.CONSENT_LAPSES: f"{CLIENT}_consents",
}
ITSELF = {About.SESSION: f"{SESSION}_change", About.CLIENT: f"{CLIENT}_change"}


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """One line of the inbox."""

    id: UUID
    words: str
    at: datetime
    is_risk: bool
    is_seen: bool


def unread(request: HttpRequest) -> str:
    """Return how many notices are not read, for the way to the inbox; nothing where there are none."""
    count = selectors.unseen_notices_of(clinician_of(request)).count() if request.user.is_authenticated else 0
    return str(count) if count else ""


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """List what is new, then what was read; the last MOST of both."""
    rows = [_shown(notice) for notice in selectors.notices_of(clinician_of(request))[:MOST]]
    context = {
        "title": "Notices",
        "fresh": [row for row in rows if not row.is_seen],
        "seen": [row for row in rows if row.is_seen],
    }
    return render(request, "accounts/notices.html", {**surroundings(request), **context})


@login_required
@require_POST
def open_notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as read, and go where it leads or stay, as the pressed button says."""
    try:
        notice = services.mark_notice_read(notice_id=notice_id, by=clinician_of(request), at=clock.now())
    except NoticeNotFound as missing:
        raise Http404 from missing
    stays = request.POST.get("act") == "read"
    return HttpResponseRedirect(reverse("notices") if stays else page_of(notice))


@login_required
@require_POST
def mark_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    count = services.mark_all_notices_read(by=clinician_of(request), at=clock.now())
    messages.success(request, format_html("{} marked as read.", f"{count} notice{'' if count == 1 else 's'}"))
    return HttpResponseRedirect(reverse("notices"))


def page_of(notice: Notice) -> str:
    """Return the address of the page that a notice leads to."""
    kind = NoticeKind(notice.kind)
    return reverse(PAGES.get(kind, ITSELF[kind.about]), args=[notice.about_id])


def _shown(notice: Notice) -> ShownNotice:
    kind = NoticeKind(notice.kind)
    return ShownNotice(notice.id, str(kind.label), notice.created_at, kind.is_of_risk, notice.seen_at is not None)
