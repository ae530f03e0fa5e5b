"""Where allauth meets our services: opening sessions, sealing secrets, confirming."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import unstash_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rung.accounts import services
from rung.accounts.admin import stepup
from rung.accounts.models import Clinician, OpenSession
from rung.accounts.services import second_factors
from rung.common import clock

QUIET = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}
PASSWORD = "reauthenticate"  # noqa: S105 — allauth's name of a way, not a password


class AccountAdapter(DefaultAccountAdapter):
    """Opens our session when allauth has seen every factor."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in under a new session id; without its audit event there is no session."""
        person = cast(Clinician, user)  # AUTH_USER_MODEL
        if not person.is_active:  # shut out between the steps
            raise ImmediateHttpResponse(self.respond_user_inactive(request, person))
        used = {record.get("method") for record in get_authentication_records(request, person)}
        before = request.session.session_key
        with transaction.atomic():
            OpenSession.objects.filter(session_key=before or "").delete()
            super().login(request, person)
            if not request.session.session_key:
                request.session.save()
            services.open_session(
                who=person,
                session_key=str(request.session.session_key),
                has_second_factor="mfa" in used,
                address=self.get_client_ip(request),
                browser=self.get_http_user_agent(request)[:120],
                at=clock.now(),
            )

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers: people are invited."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask as our own acts ask: after five minutes."""
        return not stepup.is_recent(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Take the password alone only from somebody who has nothing better."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        better = [method for method in found if method["id"] != PASSWORD]
        return better or found

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Answer as to a stranger."""
        return HttpResponseRedirect(reverse("admin:login"))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Say what changed, but not that somebody is signed in: they see it."""
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Seals the secrets of second factors under the practice's key, each bound to its person."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "This is your only second factor. Add another one first.",
        "incorrect_code": "This code is wrong, or was used already. Wait for the next one.",
    }

    def encrypt(self, text: str) -> str:
        return second_factors.seal(text, whose=_holder())

    def decrypt(self, encrypted_text: str) -> str:
        return second_factors.unseal(encrypted_text, whose=_holder(), at=clock.now())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep one: every account has a second factor."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=second_factors.REAL)
        return others.exclude(pk=authenticator.pk).exists()

    def _get_site_name(self) -> str:
        return "Rung"


def _holder() -> Clinician:
    """Return whose secret is meant: who is signed in, or who has typed the password and types the code now."""
    request = context.request
    if isinstance(request.user, Clinician):
        return request.user
    login = unstash_login(request, peek=True)
    if login is None:
        raise PermissionDenied  # no stranger's page opens a secret
    return cast(Clinician, login.user)
