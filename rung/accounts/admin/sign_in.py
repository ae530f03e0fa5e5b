"""Signing in and out; every attempt is counted and recorded."""

from contextlib import suppress
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import context
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from unfold.forms import AuthenticationForm

from rung.accounts import services
from rung.accounts.admin import guessing
from rung.accounts.admin.look import clinician_of, session_of, surroundings
from rung.accounts.admin.outside import is_offered
from rung.accounts.errors import PersonNotFound
from rung.accounts.models import OpenSession
from rung.common import clock


class SignIn(AuthenticationForm):
    """Unfold's form; the password is evaluated only while the account and the address have guesses left."""

    def clean(self) -> dict[str, Any]:
        """Check the password.

        Raises:
            ValidationError: it is wrong, the account may not sign in, or there were too many attempts.
        """
        if not (self.cleaned_data.get("username") and self.cleaned_data.get("password")):
            return self.cleaned_data
        cleaned: dict[str, Any] = guessing.judge(context.request, super().clean)
        return cleaned


class SignInView(LoginView):
    """The admin's sign-in page; the second step is allauth's, see admin/factors.py."""

    authentication_form = SignIn
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        person = form.get_user()
        record_authentication(self.request, person, method="password")
        answered: HttpResponse = perform_login(self.request, person, redirect_url=self.get_success_url())
        return answered

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"title": "Log in", "app_path": self.request.get_full_path(), "is_offered": is_offered()}
        return {**surroundings(self.request), **super().get_context_data(**kwargs), **more}


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, and the stages of one that was being opened."""
    end_this_session(request, session_of(request))
    return HttpResponseRedirect(reverse("admin:login"))


def end_this_session(request: HttpRequest, session: OpenSession | None) -> None:
    """Make a stranger of whoever asks; another request may have ended the session a moment before."""
    if session is not None:
        with suppress(PersonNotFound):
            services.end_session(session_id=session.pk, by=clinician_of(request), at=clock.now())
    logout(request)
