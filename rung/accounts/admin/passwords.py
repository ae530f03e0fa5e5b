"""Passwords: confirming with one, and changing it."""

from typing import Any

from allauth.account.views import BaseReauthenticateView
from django import forms
from django.contrib import messages
from django.contrib.auth import password_validation, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic.edit import FormView

from rung.accounts import services
from rung.accounts.admin import guessing
from rung.accounts.admin.factors import confirm
from rung.accounts.admin.look import Look, clinician_of, session_of
from rung.common import clock


class OwnPassword(forms.Form):
    """The password of somebody who is signed in."""

    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        typed = str(self.cleaned_data["password"])
        guessing.judge(self.request, lambda: self._check(typed))
        return typed

    def _check(self, typed: str) -> None:
        if not clinician_of(self.request).check_password(typed):
            raise ValidationError("This is not your password.")


class NewPassword(OwnPassword):
    """Another password, typed twice; the present one proves who asks."""

    new = forms.CharField(
        label="New password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. A few words in a row are easy to remember and hard to guess.",
    )  # fmt: skip
    again = forms.CharField(
        label="New password again", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Present password"

    def clean_new(self) -> str:
        """Refuse a password that is short, common, or like the name and address."""
        typed = str(self.cleaned_data["new"])
        password_validation.validate_password(typed, clinician_of(self.request))
        return typed

    def clean_again(self) -> str:
        """Refuse a slip of the finger."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new", again):
            raise ValidationError("The two are not the same.")
        return again


@method_decorator(login_required, name="dispatch")
class ConfirmByPassword(Look, BaseReauthenticateView):
    """Confirms with the password; only for somebody who has no second factor."""

    title = "Confirm that it is you"
    form_class = OwnPassword
    template_name = "accounts/confirm.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: Any) -> HttpResponse:
        confirm(self.request, with_factor=False)
        return super().form_valid(form)


@method_decorator(login_required, name="dispatch")
class ChangePassword(Look, FormView):  # type: ignore[type-arg]  # it takes no argument at run time
    """Sets a new password; every other session ends."""

    title = "Change password"
    form_class = NewPassword
    template_name = "accounts/password.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    @transaction.atomic
    def form_valid(self, form: NewPassword) -> HttpResponse:
        person, session = clinician_of(self.request), session_of(self.request)
        password = form.cleaned_data["new"]
        services.change_password(person=person, password=password, keep=session, at=clock.now())
        update_session_auth_hash(self.request, person)
        services.move_session(session, session_key=str(self.request.session.session_key))
        messages.success(self.request, "The password was changed. You were signed out everywhere else.")
        return HttpResponseRedirect(reverse("mfa_index"))
