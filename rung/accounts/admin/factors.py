"""Second factors: setting up, using, renewing and removing them. The ceremonies are allauth's."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy

from rung.accounts import services
from rung.accounts.admin.look import Look, clinician_of, session_of
from rung.accounts.services import second_factors
from rung.audit.services import Act
from rung.common import clock


class SecondStep(Look, AuthenticateView):
    """The second step of a sign-in: a code, a recovery code or a security key."""

    title = "Second step"
    template_name = "accounts/second_step.html"


class ConfirmByCode(Look, ReauthenticateView):
    """Confirms with a code that it is still the same person."""

    title = "Confirm that it is you"
    template_name = "accounts/confirm.html"

    def form_valid(self, form: Any) -> HttpResponse:
        confirm(self.request)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_key = Authenticator.objects.filter(user=clinician_of(self.request), type=Authenticator.Type.WEBAUTHN)
        return {**super().get_context_data(**kwargs), "has_key": has_key.exists()}


class ConfirmByKey(Look, ReauthenticateWebAuthnView):
    """Confirms with a security key that it is still the same person."""

    title = "Confirm that it is you"
    template_name = "accounts/confirm_key.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_code = Authenticator.objects.filter(user=clinician_of(self.request), type=Authenticator.Type.TOTP)
        return {**super().get_context_data(**kwargs), "has_code": has_code.exists()}

    def form_valid(self, form: Any) -> HttpResponse:
        confirm(self.request)
        return super().form_valid(form)


class AddApp(Look, ActivateTOTPView):
    """Sets up an authenticator app; its first code shows that it works."""

    title = "Authenticator app"
    template_name = "accounts/app.html"

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        answered = super().form_valid(form)
        person = clinician_of(self.request)
        app = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
        second_factors.remember_step(app, form.step)
        _note(self.request, Act.CREATE)
        confirm(self.request)
        return answered


class RemoveApp(Look, DeactivateTOTPView):
    """Removes the authenticator app, if another second factor remains."""

    title = "Remove the authenticator app"
    template_name = "accounts/remove.html"

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        _note(self.request, Act.WITHDRAW)
        return super().form_valid(form)


class AddKey(Look, AddWebAuthnView):
    """Sets up a security key or a passkey of the device."""

    title = "Security key"
    template_name = "accounts/key.html"

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        answered = super().form_valid(form)
        _note(self.request, Act.CREATE)
        confirm(self.request)
        return answered

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "form": kwargs.get("form") or self.get_form()}


class RemoveKey(Look, RemoveWebAuthnView):
    """Removes a security key, if another second factor remains."""

    title = "Remove the security key"
    template_name = "accounts/remove.html"
    success_url = reverse_lazy("mfa_index")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(reverse("mfa_index"))
        _note(self.request, Act.WITHDRAW)
        return super().form_valid(form)


class RecoveryCodes(Look, ViewRecoveryCodesView):
    """Shows the recovery codes that were not used."""

    title = "Recovery codes"
    template_name = "accounts/recovery_codes.html"


class NewRecoveryCodes(Look, GenerateRecoveryCodesView):
    """Replaces the recovery codes."""

    title = "New recovery codes"
    template_name = "accounts/new_recovery_codes.html"

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        _note(self.request, Act.CHANGE)
        return super().form_valid(form)


def confirm(request: HttpRequest, *, with_factor: bool = True) -> None:
    """Keep that the person was there just now; with a second factor, unless it was a password alone."""
    session = session_of(request)
    if session is not None:
        services.confirm_session(session, has_second_factor=with_factor, at=clock.now())


def _note(request: HttpRequest, act: Act) -> None:
    second_factors.note_change(act, who=clinician_of(request), at=clock.now())
