"""Middleware around every request: session clocks, guesses, the second factor. In this order."""

from collections.abc import Callable

from allauth.account.internal.stagekit import unstash_login
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse

from rung.accounts import policies, services
from rung.accounts.admin import guessing, outside, sign_in, stepup
from rung.accounts.admin.look import clinician_of, has_done_setup, session_of
from rung.accounts.models import Clinician, OpenSession
from rung.accounts.services import second_factors
from rung.common import clock

# Where a password or a code is evaluated. `guessing.judge` refuses to work anywhere else.
GUESSED = ("account_login", "mfa_authenticate", "mfa_reauthenticate", "account_reauthenticate", "password-change")
API = "/api/"
Next = Callable[[HttpRequest], HttpResponseBase]


class Guard:
    """One thing that is checked before a view is reached."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.check(request) or self.get_response(request)

    def check(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return an answer that ends the request, or None to let it pass."""
        return None


class Sessions(Guard):
    """Ends sessions that were idle or open too long, or that were ended elsewhere."""

    def check(self, request: HttpRequest) -> None:
        """Make a stranger of somebody whose session is over; note that the others are still there."""
        request.open_session = None  # type: ignore[attr-defined]  # ours: views read it through look.session_of
        if not request.user.is_authenticated:
            return
        at, key = clock.now(), request.session.session_key
        session = OpenSession.objects.filter(session_key=key, clinician_id=request.user.pk).first()
        if session is None or policies.is_over(session, at):
            sign_in.end_this_session(request, session)
            messages.info(request, "You were signed out. Sign in again to go on.")
            return
        session.clinician = clinician_of(request)  # it is fetched already
        request.open_session = session  # type: ignore[attr-defined]  # as above
        if route_of(request) not in settings.BACKGROUND_ROUTES:
            services.touch_session(session, at=at)
        if not outside.is_vouched_for(request):
            request.open_session = None  # type: ignore[attr-defined]  # as above


class Guesses(Guard):
    """Counts a guess before its view runs, in a transaction of its own: rolling the view back does not undo it."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or route_of(request) not in GUESSED:
            return self.get_response(request)
        attempt = guessing.reserve(account=_account_of(request), address=get_client_ip(request) or "unknown")
        request.attempt = attempt  # type: ignore[attr-defined]  # ours: forms read it through guessing.judge
        response = self.get_response(request)
        guessing.settle(attempt)
        return response


class SecondFactor(Guard):
    """Leads whoever has not set up a second factor to do so, and lets them open nothing else."""

    def check(self, request: HttpRequest) -> HttpResponse | None:
        """Send people to the set-up, and make strangers of their programs."""
        if not request.user.is_authenticated or has_done_setup(request):
            return None
        if request.path.startswith(API):
            request.user = AnonymousUser()  # the API then answers in its own words
            return None
        if second_factors.has_second_factor(clinician_of(request)):  # set up elsewhere: this session never used it
            sign_in.end_this_session(request, session_of(request))
            return HttpResponseRedirect(reverse("admin:login"))
        return None if route_of(request) in settings.SETUP_ROUTES else HttpResponseRedirect(reverse("mfa_index"))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Ask for a confirmation where allauth would: it would keep what was posted in the session."""
        return stepup.ask(request) if isinstance(exception, ReauthenticationRequired) else None


def route_of(request: HttpRequest) -> str:
    """Return the name of the address that is asked; empty where there is none."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _account_of(request: HttpRequest) -> str:
    """Return whose secret is guessed: the one being typed, the one signing in, or the one signed in."""
    if route_of(request) == "account_login":
        return request.POST.get("username", "")
    login = unstash_login(request, peek=True)
    person = request.user if request.user.is_authenticated else login.user if login else None
    return person.email if isinstance(person, Clinician) else ""
