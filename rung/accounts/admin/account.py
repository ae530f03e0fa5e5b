"""One's own account: second factors and sessions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from rung.accounts import policies, selectors, services
from rung.accounts.admin.look import clinician_of, session_of, surroundings
from rung.accounts.admin.stepup import require_recent_authentication
from rung.accounts.models import OpenSession
from rung.common import clock
from rung.common.errors import RungError


@dataclass(frozen=True, slots=True)
class ShownSession:
    """Where somebody is signed in."""

    id: UUID
    browser: str
    address: str
    since: datetime
    used: datetime
    is_this: bool


@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Show second factors and sessions; before a second factor is set up, only how to do that."""
    person, at = clinician_of(request), clock.now()
    factors = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    context = {
        "title": "Sign-in and security",
        "app": next((found for found in factors if found.type == Authenticator.Type.TOTP), None),
        "keys": [found for found in factors if found.type == Authenticator.Type.WEBAUTHN],
        "has_codes": any(found.type == Authenticator.Type.RECOVERY_CODES for found in factors),
        "sessions": [_shown(found, session_of(request)) for found in selectors.sessions_of(person, at)],
    }
    return render(request, "accounts/security.html", {**surroundings(request), **context})


@login_required
@require_POST
@require_recent_authentication()
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End another session of one's own."""
    try:
        services.end_session(session_id=session_id, by=clinician_of(request), at=clock.now())
        messages.success(request, "That session was ended.")
    except RungError:
        messages.info(request, "That session had ended already.")
    return HttpResponseRedirect(reverse("mfa_index"))


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    services.end_other_sessions(clinician_of(request), keep=session_of(request), at=clock.now())
    messages.success(request, "You were signed out everywhere else.")
    return HttpResponseRedirect(reverse("mfa_index"))


@login_required
def state(request: HttpRequest) -> HttpResponse:
    """Answer a page's script how long the session lasts; POST says that somebody is there.

    The CSRF token is answered, too: after signing in again in another tab, the
    forms of a page that waited would hold an old one.
    """
    session, at = session_of(request), clock.now()
    if session is None:
        return HttpResponseRedirect(reverse("admin:login"))
    if request.method == "POST":
        services.touch_session(session, at=at)
    left = policies.session_ends_at(session) - at
    whole = session.created_at + policies.ABSOLUTE - at
    return JsonResponse(
        {
            "seconds": int(left.total_seconds()),
            "can_stay": whole.total_seconds() - left.total_seconds() > 1,
            "person": str(session.clinician_id),
            "csrf": get_token(request),
        }
    )


def _shown(session: OpenSession, this: OpenSession | None) -> ShownSession:
    is_this = this is not None and this.pk == session.pk
    return ShownSession(
        session.pk, words_of(session.browser), session.address, session.created_at, session.last_used_at, is_this
    )


def words_of(browser: str) -> str:
    """Return a browser's name as people say it; it is only a hint, for anything can be sent."""
    names = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
    systems = ("Windows", "iPhone", "iPad", "Android", "Mac", "Linux")
    name = next((said for part, said in names if part in browser), "A browser")
    system = next((said for said in systems if said in browser), "")
    return f"{name} on {system}" if system else name
