"""Forms that take a code: each attempt counted, each code good once."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from django import forms

from rung.accounts.admin import guessing
from rung.accounts.models import Clinician
from rung.accounts.services import second_factors
from rung.common import clock


class _Counted:
    """Judges a code as a guess."""

    user: Clinician
    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        self.authenticator = guessing.judge(context.request, lambda: self._used(code))
        self.authenticator.user = self.user
        return code

    def _used(self, code: str) -> Authenticator:
        found = second_factors.use_code(code, who=self.user, at=clock.now())
        if found is None:
            raise get_adapter().validation_error("incorrect_code")
        return found


class Code(_Counted, AuthenticateForm):
    """The second step of a sign-in."""


class ConfirmingCode(_Counted, ReauthenticateForm):
    """A code that confirms a session."""


class FirstCode(ActivateTOTPForm):
    """Proves that the app was set up; until then its secret waits in the session, sealed."""

    step = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user: Clinician = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        self.secret = self._waiting() if self.is_bound else self._new()

    def clean_code(self) -> str:
        code, at = str(self.cleaned_data["code"]), clock.now()
        found = second_factors.step_of_code(code, secret=self.secret, after=0, at=at)
        if found is None:
            raise get_adapter().validation_error("incorrect_code")
        self.step = found
        return code

    def _new(self) -> str:
        secret: str = generate_totp_secret()
        context.request.session[SECRET_SESSION_KEY] = second_factors.seal(secret, whose=self.user)
        return secret

    def _waiting(self) -> str:
        sealed = context.request.session.get(SECRET_SESSION_KEY)
        return second_factors.unseal(sealed, whose=self.user, at=clock.now()) if sealed else self._new()
